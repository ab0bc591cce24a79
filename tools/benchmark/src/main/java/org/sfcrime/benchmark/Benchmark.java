package org.sfcrime.benchmark;

import java.io.PrintStream;
import java.util.Arrays;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;

/** Runs {@code bin/bench} or {@code bin/tune}, which the first argument selects. */
public final class Benchmark {
  private Benchmark() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    String name = args.length == 0 ? "" : args[0];
    if (!name.equals("bench") && !name.equals("tune")) {
      err.println("the first argument must be bench or tune: start bin/bench or bin/tune");
      return ExitCode.USAGE;
    }
    Object command = name.equals("bench") ? new BenchCommand(err) : new TuneCommand(err);
    return Program.run(command, Arrays.copyOfRange(args, 1, args.length), out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
