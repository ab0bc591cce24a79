package org.sfcrime.streaming;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private static final int VALUE_SHOWN = 120;

  /** Newest window first, then the highest count, then by name. */
  static final Comparator<Row> CONSOLE_ORDER =
      Comparator.comparingLong((Row row) -> row.getLong(OutputRows.WINDOW_START))
          .thenComparingLong(row -> row.getLong(OutputRows.CALLS))
          .reversed()
          .thenComparing(row -> row.getString(OutputRows.CRIME_TYPE))
          .thenComparing(row -> row.getString(OutputRows.DISPOSITION));

  private final long batchId;
  private final int top;
  private final List<Sink> sinks;

  /**
   * Makes the stage.
   *
   * @param top how many counts come back
   */
  OutputToSinks(long batchId, int top, List<Sink> sinks) {
    this.batchId = batchId;
    this.top = top;
    this.sinks = List.copyOf(sinks);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> output) throws IOException {
    List<Row> back = new ArrayList<>();
    PriorityQueue<Row> first = new PriorityQueue<>(CONSOLE_ORDER.reversed());
    try (Writers writers = new Writers()) {
      writers.open(sinks, batchId, TaskContext.getPartitionId());
      int rejected = 0;
      while (output.hasNext()) {
        Row row = output.next();
        writers.write(row);
        switch (row.getString(OutputRows.KIND)) {
          case OutputRows.COUNT -> keepFirst(first, row);
          case OutputRows.REJECTED -> {
            if (rejected++ < REJECTED_SHOWN) {
              back.add(toShow(row));
            }
          }
          case OutputRows.REPORT -> back.add(row);
          default -> {
            // late calls are told of by the report
          }
        }
      }
      writers.commit();
    }
    back.addAll(first);
    return back.iterator();
  }

  /** With the beginning of its value as harmless text: the driver need not have 30 MB of it. */
  static Row toShow(Row rejected) {
    byte[] value = rejected.getAs(OutputRows.VALUE);
    String text = TextTable.beginning(value, VALUE_SHOWN);
    return OutputRows.withValue(rejected, text.getBytes(StandardCharsets.UTF_8));
  }

  private void keepFirst(PriorityQueue<Row> first, Row row) {
    first.add(row);
    if (first.size() > top) {
      first.remove();
    }
  }

  /** One task's writers, of all sinks. */
  private static final class Writers implements AutoCloseable {
    private final List<Sink.Writer> all = new ArrayList<>();

    void open(List<Sink> sinks, long batchId, int task) throws IOException {
      for (Sink sink : sinks) {
        all.add(sink.open(batchId, task));
      }
    }

    void write(Row row) throws IOException {
      for (Sink.Writer writer : all) {
        writer.write(row);
      }
    }

    void commit() throws IOException {
      for (Sink.Writer writer : all) {
        writer.commit();
      }
    }

    /** Closes each; the first failure is thrown, with the others added to it. */
    @Override
    public void close() throws IOException {
      IOException first = null;
      for (Sink.Writer writer : all) {
        try {
          writer.close();
        } catch (IOException e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
        }
      }
      if (first != null) {
        throw first;
      }
    }
  }
}
