package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.benchmark.run.SyntheticCalls;

/** The broker, the calls and the amounts that all rows of {@code bin/bench} use. */
public record Bench(ProgramRunner runner, SyntheticCalls calls, JobRuns jobs, BenchSizes sizes) {
  public Bench(ProgramRunner runner, BenchSizes sizes) {
    this(runner, new SyntheticCalls(runner), new JobRuns(runner), sizes);
  }

  /** The row that needs programs which the build of the other rows does not contain. */
  public static final String PEERS = "peers";

  /** A measurement that {@code bin/bench} offers by name. */
  @FunctionalInterface
  public interface Row {
    /** Runs the measurement; each table is complete when the method returns. */
    List<ResultTable> measure(Bench bench) throws IOException, InterruptedException;
  }

  /** All rows by name, in the order of execution. */
  public static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put("producer", ClientRows::producer);
    rows.put("consumer", ClientRows::consumer);
    rows.put("catch-up", JobRows::catchUp);
    rows.put("classic", JobRows::classic);
    rows.put("latency", LatencyRow::measure);
    rows.put("start", JobRows::start);
    rows.put("growth", GrowthRow::measure);
    rows.put("upsert", UpsertRow::measure);
    rows.put(PEERS, PeersRow::measure);
    return rows;
  }

  /** A run of one subject. */
  @FunctionalInterface
  interface Trial {
    ResultTable.Run run() throws IOException, InterruptedException;
  }

  /** Runs the trials in turn, as often as {@code --repeat} says. */
  ResultTable alternate(ResultTable table, List<Trial> trials)
      throws IOException, InterruptedException {
    return alternate(table, trials, sizes.repeat());
  }

  /** Runs the trials in turn, every second round backwards, so that no trial always runs first. */
  ResultTable alternate(ResultTable table, List<Trial> trials, int rounds)
      throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < trials.size(); i++) {
        Trial trial = trials.get(round % 2 == 0 ? i : trials.size() - 1 - i);
        runner.say("round %d of %d: %s", round + 1, rounds, table.add(trial.run()));
      }
    }
    return table;
  }
}
