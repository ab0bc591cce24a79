package org.sfcrime.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sfcrime.benchmark.report.Machine;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.benchmark.tuning.SettingsSweep;
import org.sfcrime.benchmark.tuning.TuningPage;
import org.sfcrime.benchmark.tuning.TuningRuns;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.processes.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code bin/tune}. */
@Command(
    name = "bin/tune",
    description =
        "Measures the effect of settings on the streaming job: one setting at a time on a fixed"
            + " backlog, with a new checkpoint for each run and the settings in turn, then the"
            + " strongest two together. Writes docs/tuning.md and its two charts. Do not use the"
            + " machine meanwhile.",
    footer = {
      "",
      "Exit codes: 0 done, 1 a program failed, 2 wrong usage, 3 the counts of a run are wrong, 130 and 143 on signals."
    })
final class TuneCommand implements Callable<Integer> {
  private static final long FEWEST_CALLS = 3_000;

  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description =
          "Measures only settings whose name contains PART, such as shuffle.partitions, in addition"
              + " to batch sizes and the classic settings (default: all).")
  private List<String> parts = List.of();

  @Option(
      names = "--quick",
      description =
          "About a quarter of an hour on 2 cores, for a first look; the full run takes hours.")
  private boolean quick;

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "Calls of the backlog (default: 5000000; with --quick 300000).")
  private Long calls;

  @Option(
      names = "--max-offsets-per-trigger",
      paramLabel = "N",
      description =
          "The recommended batch size, the base of the comparison (default: a tenth of the backlog).")
  private Long batch;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "The number of runs of each setting (default: 5; with --quick 2).")
  private Integer repeat;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory for tuning.md and img/ (default: docs).")
  private Path folder;

  TuneCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find(System.getenv());
    long backlog = calls != null ? calls : quick ? 300_000 : 5_000_000;
    int rounds = repeat != null ? repeat : quick ? 2 : 5;
    long rows = batch != null ? batch : backlog / 10;
    SettingsSweep sweep =
        Program.options(
            () -> {
              requireAtLeast(FEWEST_CALLS, "--calls", backlog);
              requireAtLeast(1, "--repeat", rounds);
              requireAtLeast(1, "--max-offsets-per-trigger", rows);
              return SettingsSweep.of(backlog, rows, parts);
            });
    Path out = folder == null ? home.root().resolve("docs") : folder.toAbsolutePath();
    Path logs = home.root().resolve("tools/benchmark/target");
    String arguments = String.join(" ", spec.commandLine().getParseResult().originalArgs());
    try (ProgramRunner runner = new ProgramRunner("tune", home, logs, err)) {
      TuningRuns runs = new TuningRuns(runner, rounds);
      Machine machine = Machine.find(home);
      String command = ("bin/tune " + arguments).strip();
      new TuningPage(command, machine, sweep, runs.run(sweep)).write(out);
      err.println("tune: the results are in " + out.resolve("tuning.md"));
      return runs.areExact() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }
  }

  private static void requireAtLeast(long least, String flag, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s (%d) must be at least %d".formatted(flag, value, least));
    }
  }
}
