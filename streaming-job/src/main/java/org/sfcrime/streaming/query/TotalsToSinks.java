package org.sfcrime.streaming.query;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.Utils;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.OutputRow;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.sink.Sink;

/**
 * The last stage: joins the counts with the radio codes, and writes the named outputs of the query
 * to the sinks. The tasks that compute the outputs also write them, so Spark sends this object to
 * the tasks.
 */
public final class TotalsToSinks implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Sink sinks;
  private final CountRules rules;
  private final int shownCounts;
  private Map<String, String> descriptions = Map.of();
  private Output<CountRecord> counts = (writer, count) -> {};
  private Output<CountRecord> late = (writer, count) -> {};
  private Output<RejectedRecord> rejected = (writer, record) -> {};

  /** Writes a value of an output. */
  public interface Output<T> extends Serializable {
    void write(Sink.Writer writer, T value) throws IOException;
  }

  /**
   * @param shownCounts the number of counts of each batch that the driver gets, for the console
   */
  public TotalsToSinks(Sink sinks, CountRules rules, int shownCounts) {
    this.sinks = sinks;
    this.rules = rules;
    this.shownCounts = shownCounts;
  }

  /**
   * Left join: every count gets the description of its disposition, or null.
   *
   * @param radioCodes descriptions by code
   */
  public TotalsToSinks join(Map<String, String> radioCodes) {
    descriptions = Map.copyOf(radioCodes);
    return this;
  }

  /** The newest totals of the groups that changed in a batch. */
  public TotalsToSinks counts(Output<CountRecord> output) {
    counts = output;
    return this;
  }

  /** The late calls of a batch by group. */
  public TotalsToSinks late(Output<CountRecord> output) {
    late = output;
    return this;
  }

  /** The rejected records of a batch. */
  public TotalsToSinks rejected(Output<RejectedRecord> output) {
    rejected = output;
    return this;
  }

  /**
   * Writes a task's share of a batch in one pass over its {@link OutputRow}s.
   *
   * @return one serialized {@link BatchSummary}
   */
  Iterator<byte[]> write(long batchId, Iterator<InternalRow> rows) throws IOException {
    try (Sink.Writer writer = sinks.open(batchId, TaskContext.getPartitionId())) {
      Task task = new Task(writer);
      while (rows.hasNext()) {
        OutputRow.read(rows.next().getBinary(0), task);
      }
      writer.commit();
      return List.of(Utils.serialize(task.summary())).iterator();
    }
  }

  /** Completes a batch on the driver, after all tasks have written their share. */
  void finish(long batchId) throws IOException {
    sinks.finish(batchId);
  }

  private final class Task implements OutputRow.Handler<IOException> {
    private final Sink.Writer writer;
    private final PriorityQueue<CountRecord> first =
        new PriorityQueue<>(BatchSummary.ORDER.reversed());
    private final List<String> shownRejected = new ArrayList<>();
    private final Map<String, Long> types = new HashMap<>();
    private BucketReport report = BucketReport.NOTHING;

    Task(Sink.Writer writer) {
      this.writer = writer;
    }

    @Override
    public void totals(long windowStart, GroupCounts totals) throws IOException {
      totals.forEach(
          (group, calls) -> {
            CountRecord total = count(windowStart, group, calls);
            counts.write(writer, total);
            keepFirst(total);
          });
    }

    @Override
    public void late(long windowStart, GroupCounts calls) throws IOException {
      calls.forEach((group, number) -> late.write(writer, count(windowStart, group, number)));
    }

    private CountRecord count(long windowStart, Group group, long calls) {
      return new CountRecord(
          windowStart,
          rules.windowEnd(windowStart),
          group.crimeType(),
          group.disposition(),
          descriptions.get(group.disposition()),
          calls);
    }

    @Override
    public void rejected(RejectedRecord record) throws IOException {
      rejected.write(writer, record);
      if (shownRejected.size() < BatchSummary.REJECTED_SHOWN) {
        shownRejected.add(BatchSummary.describe(record));
      }
    }

    @Override
    public void types(GroupCounts calls) {
      calls.forEach((group, number) -> types.merge(group.crimeType(), number, Long::sum));
    }

    @Override
    public void report(BucketReport bucket) {
      report = report.plus(bucket);
    }

    private void keepFirst(CountRecord count) {
      if (first.size() < shownCounts) {
        first.add(count);
      } else if (!first.isEmpty() && BatchSummary.ORDER.compare(count, first.element()) < 0) {
        first.remove();
        first.add(count);
      }
    }

    BatchSummary summary() {
      return new BatchSummary(List.copyOf(first), shownRejected, types, report);
    }
  }
}
