package org.sfcrime.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** {@code bin/bench}. */
@Command(
    name = "bin/bench",
    description =
        "Measures the programs side by side with what they are to be compared with, in turn, on a"
            + " broker of its own: medians, how far the runs lie apart, and ratios, as Markdown on"
            + " standard output and in bench.md, and with every run in bench.json. Leave the machine"
            + " alone meanwhile.",
    footer = {
      "",
      "Exit codes: 0 measured, 1 a program failed, 2 usage, 3 the job's counts are not those of the"
          + " calls, 130 and 143 on signals."
    })
final class BenchCommand implements Callable<Integer> {
  private static final Map<String, Measure> MEASURES = measures();

  private final Home home;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ROW",
      arity = "0..*",
      description =
          "producer, consumer, catch-up, classic, latency, start or growth; several are measured in"
              + " this order (default: all).")
  private List<String> rows = List.of();

  @Option(
      names = "--quick",
      description = "Some ten minutes on 2 cores, for a first look; in full it takes hours.")
  private boolean quick;

  @Option(
      names = "--calls",
      split = ",",
      paramLabel = "N",
      description =
          "Calls of the catch-up, several with commas (default: 200000,2000000,20000000; with"
              + " --quick 200000,1000000).")
  private List<Long> calls;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Runs of each subject (default: 3; with --quick 2).")
  private Integer repeat;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "For bench.json, bench.md and the programs' logs (default: tools/benchmark/target).")
  private Path folder;

  BenchCommand(Home home, PrintStream err) {
    this.home = home;
    this.err = err;
  }

  private static Map<String, Measure> measures() {
    Map<String, Measure> measures = new LinkedHashMap<>();
    measures.put("producer", ClientMeasures::producer);
    measures.put("consumer", ClientMeasures::consumer);
    measures.put("catch-up", CatchUp::measure);
    measures.put("classic", CatchUp::classic);
    measures.put("latency", LatencyMeasure::measure);
    measures.put("start", StartMeasure::measure);
    measures.put("growth", GrowthMeasure::measure);
    return measures;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return Benchmark.explained(this::measure);
  }

  private int measure() throws IOException, InterruptedException, ExecutionException {
    Sizes sizes = Program.options(this::sizes);
    List<String> chosen = Program.options(this::chosen);
    Path out =
        folder == null ? home.root().resolve("tools/benchmark/target") : folder.toAbsolutePath();
    Files.createDirectories(out);
    Machine machine = Machine.find(home);
    List<Section> sections = new ArrayList<>();
    String page = "";
    try (Lab lab = Lab.open(new Lab.Plan("bench", home, out, err))) {
      Calls files = new Calls(lab);
      if (!List.of("producer", "consumer").containsAll(chosen)) {
        new JobRuns(lab).makeArchive(files.topic(StartMeasure.FEW_CALLS));
      }
      for (String row : chosen) {
        sections.addAll(MEASURES.get(row).measure(lab, files, sizes));
        // After each, so that a run that is stopped leaves what it has.
        page = Markdown.page("Benchmark", machine, sections);
        Files.writeString(out.resolve("bench.md"), page);
        Results.write(out.resolve("bench.json"), machine, sections);
      }
    }
    spec.commandLine().getOut().print(page);
    spec.commandLine().getOut().flush();
    err.println(
        "bench: the tables are in " + out.resolve("bench.md") + ", every run in bench.json");
    return sections.stream().allMatch(BenchCommand::isExact) ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  /** Ours, that is: the straightforward job is known to lose some. */
  private static boolean isExact(Section section) {
    String checked = section.exact(section.subjects().get(0));
    return List.of("", "exact", LatencyMeasure.CHECKED).contains(checked);
  }

  private Sizes sizes() {
    Sizes sizes = quick ? Sizes.quick() : Sizes.full();
    sizes = calls == null ? sizes : sizes.withCalls(calls);
    return repeat == null ? sizes : sizes.withRepeat(repeat);
  }

  private List<String> chosen() {
    for (String row : rows) {
      if (!MEASURES.containsKey(row)) {
        throw new IllegalArgumentException(
            "there is no row %s: %s".formatted(row, String.join(", ", MEASURES.keySet())));
      }
    }
    return MEASURES.keySet().stream().filter(row -> rows.isEmpty() || rows.contains(row)).toList();
  }
}
