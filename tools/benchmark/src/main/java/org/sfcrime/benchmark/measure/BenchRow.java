package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultTable;

/** A measurement that {@code bin/bench} offers by name. */
@FunctionalInterface
public interface BenchRow {
  /** Runs the measurement; each table is complete when the method returns. */
  List<ResultTable> measure(Bench bench) throws IOException, InterruptedException;

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
}
