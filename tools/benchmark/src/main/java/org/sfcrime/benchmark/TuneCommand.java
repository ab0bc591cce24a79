package org.sfcrime.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.processes.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/tune}. */
@Command(
    name = "bin/tune",
    description =
        "Measures what settings do to the streaming job: one at a time on a fixed backlog, with a"
            + " fresh checkpoint for each run and the settings in turn, then the strongest two"
            + " together. Writes docs/tuning.md and its two charts. Leave the machine alone"
            + " meanwhile.",
    footer = {
      "",
      "Exit codes: 0 measured, 1 a program failed, 2 usage, 3 a run's counts are not those of the"
          + " calls, 130 and 143 on signals."
    })
final class TuneCommand implements Callable<Integer> {
  private static final long SMALLEST = 3_000;

  private final Home home;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description =
          "Only the settings with this in their name, such as shuffle.partitions, beside batch sizes"
              + " and the classic ones (default: all).")
  private List<String> parts = List.of();

  @Option(
      names = "--quick",
      description = "A quarter of an hour on 2 cores, for a first look; in full it takes hours.")
  private boolean quick;

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "The backlog (default: 5000000; with --quick 300000).")
  private Long calls;

  @Option(
      names = "--max-offsets-per-trigger",
      paramLabel = "N",
      description =
          "The recommended batch, which the others are compared with (default: a tenth of the"
              + " backlog).")
  private Long batch;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Runs of each setting (default: 5; with --quick 2).")
  private Integer repeat;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "For tuning.md and img/ (default: docs).")
  private Path folder;

  /**
   * The amount of work.
   *
   * @param backlog the calls to count
   * @param rounds runs of each setting
   * @param rows the recommended size of a batch
   */
  private record Plan(long backlog, int rounds, long rows) {
    Plan {
      require(backlog >= SMALLEST, "--calls (%d) must be at least %d".formatted(backlog, SMALLEST));
      require(rounds > 0, "--repeat (%d) must be at least 1".formatted(rounds));
      require(rows > 0, "--max-offsets-per-trigger (%d) must be at least 1".formatted(rows));
    }
  }

  TuneCommand(Home home, PrintStream err) {
    this.home = home;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return Benchmark.explained(this::measure);
  }

  private int measure() throws IOException, InterruptedException, ExecutionException {
    Plan plan = Program.options(this::plan);
    int rounds = plan.rounds();
    long rows = plan.rows();
    Path out = folder == null ? home.root().resolve("docs") : folder.toAbsolutePath();
    Files.createDirectories(out.resolve("img"));
    Sweep sweep = Sweep.of(plan.backlog(), rows).only(parts);
    try (Lab lab =
        Lab.open(new Lab.Plan("tune", home, home.root().resolve("tools/benchmark/target"), err))) {
      TuningRuns runs = new TuningRuns(lab, sweep.base());
      runs.makeArchive();
      runs.alternate(sweep.all(), rounds);
      List<Variant> grid = sweep.grid(plan.backlog());
      runs.alternate(grid, rounds);
      write(out, sweep, grid, rows);
      return runs.areExact() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }
  }

  private void write(Path out, Sweep sweep, List<Variant> grid, long batch)
      throws IOException, InterruptedException {
    String command = String.join(" ", spec.commandLine().getParseResult().originalArgs());
    TuningPage page =
        new TuningPage(Machine.find(home), sweep, grid, ("bin/tune " + command).strip());
    Files.writeString(out.resolve("tuning.md"), page.toMarkdown());
    List<Charts.Point> points = points(sweep, batch);
    Charts.throughput(points, out.resolve("img/tuning-throughput.svg"));
    Charts.latency(points, out.resolve("img/tuning-latency.svg"));
    err.println("tune: the answers are in " + out.resolve("tuning.md"));
  }

  private static List<Charts.Point> points(Sweep sweep, long batch) {
    List<Charts.Point> points = new ArrayList<>(List.of(point(batch, sweep.recommended())));
    for (Variant variant : sweep.batchSizes()) {
      points.add(point(Long.parseLong(variant.settings().get(0).value()), variant));
    }
    points.sort(Comparator.comparingDouble(Charts.Point::batch));
    return points;
  }

  private static Charts.Point point(long batch, Variant variant) {
    return new Charts.Point(batch, variant.rate().median(), Statistics.of(variant.p95()).median());
  }

  private Plan plan() {
    long backlog = calls != null ? calls : quick ? 300_000 : 5_000_000;
    return new Plan(
        backlog, repeat != null ? repeat : quick ? 2 : 5, batch != null ? batch : backlog / 10);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
