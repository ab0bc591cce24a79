package org.sfcrime.streaming.query;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.sfcrime.streaming.console.BatchDisplay;
import org.sfcrime.streaming.console.TextTable;
import org.sfcrime.streaming.count.BatchSummary;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.sink.Sink;

/**
 * Writes a batch's output where it belongs, in the tasks that make it, in one pass. What the driver
 * has to see comes back: an encoded {@link BatchSummary}.
 *
 * <p>Each count gets its code's description on the way: a left join with a table that every task
 * has.
 */
public final class TotalsToSinks implements FlatMapFunction<Iterator<InternalRow>, byte[]> {
  private static final long serialVersionUID = 1L;

  private static final int VALUE_SHOWN = 120;

  private final long batchId;
  private final int top;
  private final Map<String, String> descriptions;
  private final List<Sink> sinks;

  /**
   * Makes the stage.
   *
   * @param top how many counts come back
   */
  TotalsToSinks(long batchId, int top, RadioCodes radioCodes, List<Sink> sinks) {
    this.batchId = batchId;
    this.top = top;
    this.descriptions = Map.copyOf(radioCodes.descriptions());
    this.sinks = List.copyOf(sinks);
  }

  @Override
  public Iterator<byte[]> call(Iterator<InternalRow> output) throws IOException {
    Task task = new Task();
    try (Writers writers = new Writers()) {
      writers.open(sinks, batchId, TaskContext.getPartitionId());
      while (output.hasNext()) {
        task.take(output.next().getBinary(0), writers);
      }
      writers.commit();
    }
    return List.of(Encoding.encode(task.summary()::writeTo)).iterator();
  }

  /** One task's share, as it goes by. */
  private final class Task {
    private final PriorityQueue<Count> first = new PriorityQueue<>(BatchSummary.ORDER.reversed());
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private final Map<String, Long> types = new HashMap<>();
    private BucketReport report = BucketReport.NOTHING;

    void take(byte[] row, Writers writers) throws IOException {
      switch (OutputRow.kind(row)) {
        case COUNT ->
            forEachCount(
                row,
                count -> {
                  writers.total(count);
                  keepFirst(count);
                });
        case LATE -> forEachCount(row, writers::late);
        case REJECTED -> {
          RejectedRecord record =
              OutputRow.value("a rejected record", row, RejectedRecord::readFrom);
          writers.rejected(record);
          if (rejected.size() < BatchDisplay.REJECTED_SHOWN) {
            rejected.add(toShow(record));
          }
        }
        case TYPES ->
            OutputRow.value("a bucket's types", row, GroupCounts::readFrom)
                .forEach((group, calls) -> types.merge(group.crimeType(), calls, Long::sum));
        case REPORT ->
            report = report.plus(OutputRow.value("a bucket's report", row, BucketReport::readFrom));
      }
    }

    private void keepFirst(Count count) {
      if (first.size() < top) {
        first.add(count);
      } else if (top > 0 && BatchSummary.ORDER.compare(count, first.element()) < 0) {
        first.remove();
        first.add(count);
      }
    }

    BatchSummary summary() {
      return new BatchSummary(List.copyOf(first), rejected, types, report);
    }
  }

  private void forEachCount(byte[] row, CountAction action) throws IOException {
    try (DataInputStream in = OutputRow.value(row)) {
      long windowStart = in.readLong();
      GroupCounts.readFrom(in)
          .forEach(
              (group, calls) ->
                  action.take(
                      new Count(windowStart, group, descriptions.get(group.disposition()), calls)));
    }
  }

  /** With the beginning of its value as harmless text: the driver need not have 30 MB of it. */
  public static RejectedRecord toShow(RejectedRecord record) {
    String text = TextTable.beginning(record.value(), VALUE_SHOWN);
    return new RejectedRecord(
        record.partition(),
        record.offset(),
        record.reason(),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** What is done with each count. */
  private interface CountAction {
    void take(Count count) throws IOException;
  }

  /** One task's writers, of all sinks. */
  private static final class Writers implements AutoCloseable {
    private final List<Sink.Writer> all = new ArrayList<>();

    void open(List<Sink> sinks, long batchId, int task) throws IOException {
      for (Sink sink : sinks) {
        all.add(sink.open(batchId, task));
      }
    }

    void total(Count total) throws IOException {
      for (Sink.Writer writer : all) {
        writer.total(total);
      }
    }

    void late(Count late) throws IOException {
      for (Sink.Writer writer : all) {
        writer.late(late);
      }
    }

    void rejected(RejectedRecord record) throws IOException {
      for (Sink.Writer writer : all) {
        writer.rejected(record);
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
