package org.sfcrime.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the whole pipeline once and tells whether all its sides agree. */
@Command(
    name = "bin/demo",
    description =
        "Starts a Kafka broker, the consumer, the streaming job and the producer, shows the counts"
            + " while they grow, and ends by itself: with the most frequent crime types, the"
            + " busiest windows, and whether every call was published, consumed and counted once.",
    footer = {
      "",
      "Exit codes: 0 all sides agree, 1 a process failed, 2 usage, 3 the sides differ,"
          + " 130 and 143 on signals."
    })
public final class Demo implements Callable<Integer> {
  private static final Duration REPORT_END = Duration.ofMinutes(2);

  private final Home home;
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The calls (default: the synthetic sample in data/).")
  private Path input;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "For counts.csv, report.html, reconciliation.json and logs/ (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("out", "demo");

  @ArgGroup private Pace pace;

  @Option(
      names = "--keep",
      description = "Leave the broker's data and the checkpoint where they are, and say where.")
  private boolean keep;

  @Option(names = "--no-dashboard", description = "Serve no page that shows the counts.")
  private boolean noDashboard;

  /** How fast the producer sends. */
  private static final class Pace {
    @Option(
        names = "--throughput",
        paramLabel = "N",
        description = "Records a second; -1 is no limit (default: the file in some 12 seconds).")
    private Long throughput;

    @Option(
        names = "--speed",
        paramLabel = "X",
        description = "X times as fast as the calls came in.")
    private Double speed;

    /** Checked here, for the producer starts when the others already run. */
    List<String> flags() {
      if (speed != null) {
        if (!(speed > 0)) {
          throw new IllegalArgumentException("--speed (" + speed + ") must be more than 0");
        }
        return List.of("--speed", speed.toString());
      }
      if (throughput < 1 && throughput != -1) {
        throw new IllegalArgumentException(
            "--throughput (" + throughput + ") must be at least 1, or -1 for no limit");
      }
      return List.of("--throughput", throughput.toString());
    }
  }

  private Demo(Home home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ProcessException {
    DemoOptions options = Program.options(this::toOptions);
    Path work = Files.createTempDirectory("sfcrime-demo-");
    ProcessGroup processes =
        new ProcessGroup(
            work, keep, options.isShort() ? ProcessGroup.forAShortRun(System.getenv()) : Map.of());
    try (StopSignal stop = new StopSignal();
        processes) {
      stop.onRequest(() -> stop(processes));
      stop.onSignal(Duration.ZERO);
      Pipeline pipeline = new Pipeline(home, options, processes, out, err);
      Reconciliation sides = pipeline.run();
      Files.copy(pipeline.countsFile(), options.countsFile());
      Files.writeString(options.reconciliationFile(), sides.toJson());
      report(processes, options);
      Summary.print(CountsCsv.read(pipeline.countsFile()), sides, out);
      err.println("demo: the counts are in " + options.countsFile());
      err.println("demo: the page as a file, to look at in a browser: " + options.reportFile());
      return sides.agrees() ? ExitCode.DONE : ExitCode.DIFFERENT;
    } finally {
      if (keep) {
        err.println("demo: the broker's data and the checkpoint are in " + work);
      }
    }
  }

  private void report(ProcessGroup processes, DemoOptions options)
      throws IOException, InterruptedException, ProcessException {
    Path log = options.logs().resolve("report.log");
    StartedProcess report =
        processes.start(Programs.report(home, options.countsFile(), options.reportFile(), log));
    if (report.await(REPORT_END) != 0) {
      throw report.failure();
    }
  }

  private void stop(ProcessGroup processes) {
    if (processes.closing().getCount() > 0) {
      err.println("demo: ending every process");
    }
    processes.close();
  }

  private DemoOptions toOptions() throws IOException {
    Path file = input == null ? home.sample() : input;
    // Without --throughput and --speed the pace follows from the size of the file, if it exists.
    boolean judged = pace == null && Files.exists(file);
    List<String> flags = judged ? DemoOptions.paceToWatch(file) : paceFlags();
    return new DemoOptions(file, folder, flags, keep, !noDashboard);
  }

  private List<String> paceFlags() {
    return pace == null ? List.of() : pace.flags();
  }

  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(System.getenv(), args, out, err);
  }

  public static int run(
      Map<String, String> environment, String[] args, PrintStream out, PrintStream err) {
    Home home;
    try {
      home = Home.find(environment);
    } catch (IllegalArgumentException e) {
      err.println("demo: " + e.getMessage());
      return ExitCode.FAILED;
    }
    return Program.run(new Demo(home, out, err), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
