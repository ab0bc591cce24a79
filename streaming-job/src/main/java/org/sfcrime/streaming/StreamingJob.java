package org.sfcrime.streaming;

import java.io.PrintStream;

/** Placeholder until the module is written. */
public final class StreamingJob {
  private StreamingJob() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    out.println(args.length);
    err.flush();
    return 0;
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
