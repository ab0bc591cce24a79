package org.sfcrime.benchmark;

import java.util.Arrays;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;

/** Runs {@code bin/bench} or {@code bin/tune}, which the first argument selects. */
public final class Benchmark {
  private Benchmark() {}

  public static void main(String[] args) {
    String name = args.length == 0 ? "" : args[0];
    if (!name.equals("bench") && !name.equals("tune")) {
      System.err.println("the first argument must be bench or tune: start bin/bench or bin/tune");
      System.exit(ExitCode.USAGE);
    }
    Object command = name.equals("bench") ? new BenchCommand() : new TuneCommand();
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    System.exit(Program.run(command, rest, System.out, System.err));
  }
}
