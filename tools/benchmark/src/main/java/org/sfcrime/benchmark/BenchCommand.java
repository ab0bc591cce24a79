package org.sfcrime.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sfcrime.benchmark.measure.Bench;
import org.sfcrime.benchmark.measure.BenchSizes;
import org.sfcrime.benchmark.report.Machine;
import org.sfcrime.benchmark.report.Markdown;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.WholeFile;
import org.sfcrime.processes.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code bin/bench}. */
@Command(
    name = "bin/bench",
    description =
        "Measures the programs and comparable programs in turn, on a broker that it starts. Prints"
            + " medians, spreads and ratios as Markdown on standard output and to bench.md, and"
            + " writes every run to bench.json. Do not use the machine meanwhile.",
    footer = {
      "",
      "Exit codes: 0 done, 1 a program failed, 2 wrong usage, 3 the counts of the job are wrong, 130 and 143 on signals."
    })
final class BenchCommand implements Callable<Integer> {
  private static final Map<String, Bench.Row> ROWS = Bench.rows();

  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ROW",
      arity = "0..*",
      description =
          "producer, consumer, catch-up, classic, latency, start, growth, upsert or peers; several run"
              + " in this order (default: all except peers, which downloads Flink and Kafka Streams"
              + " the first time, about 150 MB).")
  private List<String> rows = List.of();

  @Option(
      names = "--quick",
      description = "About ten minutes on 2 cores, for a first look; the full run takes hours.")
  private boolean quick;

  @Option(
      names = "--calls",
      split = ",",
      paramLabel = "N",
      description =
          "The number of calls of the catch-up, or several numbers separated by commas (default: 200000,2000000,20000000; with --quick 200000,1000000).")
  private List<Long> calls;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "The number of runs of each program (default: 3; with --quick 2).")
  private Integer repeat;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Directory for bench.json, bench.md and the programs' logs (default:"
              + " tools/benchmark/target).")
  private Path folder;

  BenchCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find(System.getenv());
    BenchSizes sizes = Program.options(() -> BenchSizes.of(quick, calls, repeat));
    List<String> chosen = Program.options(this::chosen);
    Path out =
        folder == null ? home.root().resolve("tools/benchmark/target") : folder.toAbsolutePath();
    Files.createDirectories(out);
    Machine machine = Machine.find(home);
    List<ResultTable> tables = new ArrayList<>();
    try (ProgramRunner runner = new ProgramRunner("bench", home, out, err)) {
      Bench bench = new Bench(runner, sizes);
      if (!List.of("producer", "consumer").containsAll(chosen)) {
        bench.jobs().createArchive(bench.calls().topic(JobRuns.FEW_CALLS));
      }
      for (String row : chosen) {
        tables.addAll(ROWS.get(row).measure(bench));
        write(out, machine, tables); // after each row, so that an interrupted run leaves results
      }
    }
    spec.commandLine().getOut().print(Markdown.page(machine, tables));
    spec.commandLine().getOut().flush();
    err.println(
        "bench: the tables are in " + out.resolve("bench.md") + ", every run in bench.json");
    return tables.stream().allMatch(ResultTable::isExact) ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private static void write(Path out, Machine machine, List<ResultTable> tables)
      throws IOException {
    WholeFile.write(out.resolve("bench.md"), Markdown.page(machine, tables));
    Object json = Map.of("machine", machine.facts(), "sections", tables);
    WholeFile.write(
        out.resolve("bench.json"), new ObjectMapper().valueToTree(json).toPrettyString() + "\n");
  }

  private List<String> chosen() {
    for (String row : rows) {
      if (!ROWS.containsKey(row)) {
        throw new IllegalArgumentException(
            "there is no row %s: %s".formatted(row, String.join(", ", ROWS.keySet())));
      }
    }
    return ROWS.keySet().stream().filter(this::isChosen).toList();
  }

  private boolean isChosen(String row) {
    return rows.isEmpty() ? !row.equals(Bench.PEERS) : rows.contains(row);
  }
}
