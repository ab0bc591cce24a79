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
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.OutputRow;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.sink.Sink;

/**
 * The last stage: joins the counts with the radio codes, and writes the totals, the late calls and
 * the rejected records to the sinks. The join is a left join: a count whose disposition is not a
 * radio code gets no description. The tasks that compute the outputs also write them, so Spark
 * sends this object to the tasks.
 *
 * @param radioCodes descriptions by code
 * @param shownCounts the number of counts of each batch that the driver gets, for the console
 */
public record TotalsToSinks(
    Map<String, String> radioCodes, Sink sinks, CountRules rules, int shownCounts)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public TotalsToSinks {
    radioCodes = Map.copyOf(radioCodes);
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
            writer.total(total);
            keepFirst(total);
          });
    }

    @Override
    public void late(long windowStart, GroupCounts calls) throws IOException {
      calls.forEach((group, number) -> writer.late(count(windowStart, group, number)));
    }

    private CountRecord count(long windowStart, Group group, long calls) {
      return new CountRecord(
          windowStart,
          rules.windowEnd(windowStart),
          group.first(),
          group.second(),
          description(group),
          calls);
    }

    private String description(Group group) {
      GroupFields columns = rules.columns();
      return columns.hasDescription()
          ? radioCodes.get(columns.disposition(group.first(), group.second()))
          : null;
    }

    @Override
    public void rejected(RejectedRecord record) throws IOException {
      writer.rejected(record);
      if (shownRejected.size() < BatchSummary.REJECTED_SHOWN) {
        shownRejected.add(BatchSummary.describe(record));
      }
    }

    @Override
    public void types(GroupCounts calls) {
      calls.forEach((group, number) -> types.merge(group.first(), number, Long::sum));
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
