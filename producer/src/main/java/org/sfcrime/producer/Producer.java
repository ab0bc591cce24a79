package org.sfcrime.producer;

import java.io.PrintStream;
import org.sfcrime.commandline.Program;

/** Publishes the calls of a file to a Kafka topic. */
public final class Producer {
  private Producer() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    return Program.run(new ProducerCommand(err), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
