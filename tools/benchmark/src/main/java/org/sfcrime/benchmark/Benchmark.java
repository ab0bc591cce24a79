package org.sfcrime.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.processes.Home;

/** {@code bin/bench} and {@code bin/tune}, by the first argument. */
public final class Benchmark {
  private Benchmark() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    return switch (args.length == 0 ? "" : args[0]) {
      case "bench" -> run("bench", home -> new BenchCommand(home, err), rest, out, err);
      case "tune" -> run("tune", home -> new TuneCommand(home, err), rest, out, err);
      default -> {
        err.println("bench or tune? Start bin/bench or bin/tune.");
        yield ExitCode.USAGE;
      }
    };
  }

  private static int run(
      String name,
      Function<Home, Callable<Integer>> command,
      String[] args,
      PrintStream out,
      PrintStream err) {
    Home home;
    try {
      home = Home.find(Map.copyOf(System.getenv()));
    } catch (IllegalArgumentException e) {
      err.println(name + ": " + e.getMessage());
      return ExitCode.FAILED;
    }
    return Program.run(command.apply(home), args, out, err);
  }

  /** A measurement, which asks the broker and starts programs. */
  @FunctionalInterface
  interface Measurement {
    int run() throws IOException, InterruptedException, ExecutionException;
  }

  /** Runs a measurement; a failure of the broker becomes one line for the user. */
  static int explained(Measurement measurement) throws IOException, InterruptedException {
    try {
      return measurement.run();
    } catch (KafkaException | ExecutionException e) {
      throw new CommandException("a request to the broker failed: " + e.getMessage(), e);
    }
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
