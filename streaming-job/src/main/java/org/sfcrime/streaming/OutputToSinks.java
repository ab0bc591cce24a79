package org.sfcrime.streaming;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Writes a batch's output where it belongs, in the tasks that make it, in one pass; what is small
 * comes back for the console: the first counts, the first rejected records, and the reports.
 */
final class OutputToSinks implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** How many rejected records are shown of a batch. */
  static final int REJECTED_SHOWN = 3;

  /** Newest window first, then the highest count, then by name. */
  static final Comparator<Row> CONSOLE_ORDER =
      Comparator.comparingLong((Row row) -> row.getLong(OutputRows.WINDOW_START))
          .thenComparingLong(row -> row.getLong(OutputRows.CALLS))
          .reversed()
          .thenComparing(row -> row.getString(OutputRows.CRIME_TYPE))
          .thenComparing(row -> row.getString(OutputRows.DISPOSITION));

  private final long batchId;
  private final int top;
  private final CountsLog log;

  /**
   * Makes the stage.
   *
   * @param top how many counts come back
   * @param log where all counts are kept, or null
   */
  OutputToSinks(long batchId, int top, CountsLog log) {
    this.batchId = batchId;
    this.top = top;
    this.log = log;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> output) throws Exception {
    int task = TaskContext.getPartitionId();
    List<Row> back = new ArrayList<>();
    PriorityQueue<Row> first = new PriorityQueue<>(CONSOLE_ORDER.reversed());
    try (CountsLog.Writer counts = writer(OutputRows.COUNT, task);
        CountsLog.Writer late = writer(OutputRows.LATE, task)) {
      int rejected = 0;
      while (output.hasNext()) {
        Row row = output.next();
        switch (row.getString(OutputRows.KIND)) {
          case OutputRows.COUNT -> {
            keepFirst(first, row);
            if (counts != null) {
              counts.write(row);
            }
          }
          case OutputRows.LATE -> {
            if (late != null) {
              late.write(row);
            }
          }
          case OutputRows.REJECTED -> {
            if (rejected++ < REJECTED_SHOWN) {
              back.add(row);
            }
          }
          default -> back.add(row);
        }
      }
      if (log != null) {
        counts.commit();
        late.commit();
      }
    }
    back.addAll(first);
    return back.iterator();
  }

  private CountsLog.Writer writer(String kind, int task) {
    return log == null ? null : log.writer(kind, batchId, task);
  }

  private void keepFirst(PriorityQueue<Row> first, Row row) {
    first.add(row);
    if (first.size() > top) {
      first.remove();
    }
  }
}
