package org.sfcrime.benchmark;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.sfcrime.processes.Home;
import picocli.CommandLine;

/** {@code bin/bench} and {@code bin/tune}, by the first argument. */
public final class Benchmark {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Benchmark() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    return switch (args.length == 0 ? "" : args[0]) {
      case "bench" -> run("bench", home -> new BenchCommand(home, err), rest, out, err);
      case "tune" -> run("tune", home -> new TuneCommand(home, err), rest, out, err);
      default -> {
        err.println("bench or tune? Start bin/bench or bin/tune.");
        yield USAGE;
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
      return FAILED;
    }
    return new CommandLine(command.apply(home))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((e, line, parsed) -> Failure.say(name, e, err))
        .execute(args);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
