package org.sfcrime.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code bin/demo}. */
@Command(
    name = "bin/demo",
    description =
        "Starts a Kafka broker, the consumer, the streaming job and the producer, shows the counts"
            + " while they grow, and ends by itself. At the end it prints the most frequent crime"
            + " types, the busiest windows, and whether every call was published, consumed and"
            + " counted once.",
    footer = {
      "",
      "Exit codes: 0 all sides agree, 1 a process failed, 2 wrong usage, 3 the sides differ, 130 and 143 on signals."
    })
public final class Demo implements Callable<Integer> {
  private static final Duration REPORT_END = Duration.ofMinutes(2);
  private static final long LEAST_FREE_BYTES = 64 << 20;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The call file (default: the synthetic sample in data/).")
  private Path input;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The directory for counts.csv, report.html, reconciliation.json and logs/ (default:"
              + " ${DEFAULT-VALUE}).")
  private Path folder = Path.of("out", "demo");

  @ArgGroup private Pace pace;

  @ArgGroup(exclusive = false)
  private Live live;

  @Option(
      names = "--keep",
      description = "Keep the broker's data and the checkpoint, and print their directory.")
  private boolean keep;

  @Option(names = "--no-dashboard", description = "Do not start the dashboard.")
  private boolean noDashboard;

  @Option(
      names = "--secure",
      description =
          "Use a broker that speaks only TLS, and give each program a login with only the rights"
              + " that it needs.")
  private boolean secure;

  /** The producer's rate. */
  private static final class Pace {
    @Option(
        names = "--throughput",
        paramLabel = "N",
        description =
            "Records a second; -1 for no limit (default: the whole file in about 12 seconds).")
    private Long throughput;

    @Option(
        names = "--speed",
        paramLabel = "X",
        description = "Replay X times as fast as the calls happened.")
    private Double speed;

    /** Checks the values too: the producer starts after the other programs. */
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

  /** The live feed. */
  private static final class Live {
    private static final double SPEED = 300;

    @Option(
        names = "--live",
        required = true,
        description =
            "Follow a live feed instead of a file: by default a stand-in for the city's feed, whose"
                + " time passes --speed times as fast (300).")
    private boolean isLive;

    @Option(
        names = "--feed",
        paramLabel = "URL",
        description = "With --live: follow this feed; datasf is the city's own.")
    private String feed;

    @Option(
        names = "--minutes",
        paramLabel = "N",
        description = "With --live: how long to follow the feed (default: ${DEFAULT-VALUE}).")
    private double minutes = 2;

    Plan plan(Path input, Pace pace) {
      require(input == null, "--live and --input exclude each other");
      require(pace == null || pace.throughput == null, "--live takes no --throughput");
      require(feed == null || pace == null, "--feed takes no --speed: it is a real feed");
      require(minutes > 0 && minutes <= 100_000, "--minutes (" + minutes + ") must be more than 0");
      if (pace != null) {
        pace.flags();
      }
      double speed = pace == null ? SPEED : pace.speed;
      return new LivePlan(feed, speed, Duration.ofMillis((long) (minutes * 60_000)));
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  private Demo(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  @Override
  @SuppressWarnings("try") // the lock is only held
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find(environment);
    Plan plan = Program.options(() -> plan(home));
    DemoOptions options = Program.options(() -> new DemoOptions(folder, !noDashboard, secure));
    plan.requireCall();
    try (FileChannel lock = options.lockOut()) {
      return run(
          home, plan, options, temporaryFolder(Path.of(System.getProperty("java.io.tmpdir"))));
    }
  }

  /**
   * Creates a directory for the broker's data and the checkpoint.
   *
   * @throws CommandException if this is not possible, or too little space is free
   */
  static Path temporaryFolder(Path parent) {
    String problem;
    try {
      long free = Files.getFileStore(parent).getUsableSpace();
      if (free >= LEAST_FREE_BYTES) {
        return Files.createTempDirectory(parent.toAbsolutePath(), "sfcrime-demo-");
      }
      problem = (free >> 20) + " MiB are free, and the demo needs " + (LEAST_FREE_BYTES >> 20);
    } catch (IOException e) {
      problem = ExceptionText.of(e);
    }
    throw new CommandException(
        "the directory for temporary files, %s, cannot be used (%s); choose another with JAVA_OPTS=-Djava.io.tmpdir=DIR"
            .formatted(parent, problem));
  }

  private int run(Home home, Plan plan, DemoOptions options, Path work)
      throws IOException, InterruptedException {
    ProcessGroup processes =
        new ProcessGroup(
            work, keep, plan.isShort() ? ProcessGroup.forAShortRun(System.getenv()) : Map.of());
    try (StopSignal stop = new StopSignal();
        processes) {
      stop.onRequest(() -> stop(processes));
      stop.onSignal(Duration.ZERO);
      Pipeline pipeline = new Pipeline(home, options, processes, out, err);
      pipeline.start(plan.jobFlags());
      Sides sides = plan.run(pipeline);
      Files.copy(pipeline.countsFile(), options.countsFile());
      Files.writeString(options.reconciliationFile(), sides.toJson());
      Path log = options.logs().resolve("report.log");
      StartedProcess report =
          processes.start(Programs.report(home, options.countsFile(), options.reportFile(), log));
      report.await(REPORT_END);
      report.requireExitCode(List.of(ExitCode.DONE));
      Summary.print(pipeline.counts(), sides, out);
      err.println("demo: the counts are in " + options.countsFile());
      err.println("demo: the page as a file for a browser: " + options.reportFile());
      return sides.agrees() ? ExitCode.DONE : ExitCode.DIFFERENT;
    } finally {
      if (keep) {
        err.println("demo: the broker's data and the checkpoint are in " + work);
      }
    }
  }

  private void stop(ProcessGroup processes) {
    if (processes.closing().getCount() > 0) {
      err.println("demo: stopping all processes");
    }
    processes.close();
  }

  private Plan plan(Home home) throws IOException {
    if (live != null && live.isLive) {
      return live.plan(input, pace);
    }
    Path file = input == null ? home.sample() : input;
    List<String> flags = List.of();
    if (pace != null) {
      flags = pace.flags();
    } else if (Files.exists(file)) { // otherwise FilePlan rejects the file
      flags = FilePlan.paceToWatch(file);
    }
    return new FilePlan(file, flags);
  }

  static int run(Map<String, String> environment, String[] args, PrintStream out, PrintStream err) {
    return Program.run(new Demo(environment, out, err), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(System.getenv(), args, System.out, System.err));
  }
}
