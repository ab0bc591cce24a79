package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.benchmark.run.SyntheticCalls;

/** A measurement that {@code bin/bench} offers by name. */
@FunctionalInterface
public interface BenchRow {
  /** Runs the measurement; each table is complete when the method returns. */
  List<ResultTable> measure(ProgramRunner runner, SyntheticCalls calls, BenchSizes sizes)
      throws IOException, InterruptedException;

  /** All rows by name, in the order of execution. */
  static Map<String, BenchRow> all() {
    Map<String, BenchRow> rows = new LinkedHashMap<>();
    rows.put("producer", ClientRows::producer);
    rows.put("consumer", ClientRows::consumer);
    rows.put("catch-up", JobRows::catchUp);
    rows.put("classic", JobRows::classic);
    rows.put("latency", LatencyRow::measure);
    rows.put("start", JobRows::start);
    rows.put("growth", GrowthRow::measure);
    return rows;
  }

  /** A run of one subject. */
  @FunctionalInterface
  interface Trial {
    ResultTable.Run run() throws IOException, InterruptedException;
  }

  /** Runs the trials in turn, every second round backwards, so that no trial always runs first. */
  static ResultTable alternate(
      ProgramRunner runner, ResultTable table, List<Trial> trials, int rounds)
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
