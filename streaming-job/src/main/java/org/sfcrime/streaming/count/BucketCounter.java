package org.sfcrime.streaming.count;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts the batches of a bucket of windows: adds up the tasks' counts, separates late calls from
 * counted ones, and closes windows. Spark sends the counter to the tasks.
 *
 * @param atStart the topic's partitions when the job started
 * @param countsTypes whether each batch also puts out its calls by the first grouping field only
 */
public record BucketCounter(CountRules rules, PartitionsAtStart atStart, boolean countsTypes)
    implements Serializable {
  /**
   * Counts one batch. The order of the calls within the batch does not matter: a call is late if
   * its window was closed before this batch.
   *
   * @param before the state after the previous batch; this method changes it
   * @param taskRows {@link TaskRow}s
   * @param batchMillis the time of the batch
   * @param after receives the new state, before the iterator ends
   * @return {@link OutputRow}s, computed lazily: rejected records as they come in, then the counts
   *     window by window, then the report
   */
  public Iterator<byte[]> count(
      BucketState before,
      Iterator<byte[]> taskRows,
      long batchMillis,
      Consumer<BucketState> after) {
    return new Batch(before, taskRows, batchMillis, after);
  }

  private final class Batch extends LazyRows {
    private final BucketState state;
    private final Iterator<byte[]> taskRows;
    private final long batchMillis;
    private final Consumer<BucketState> after;
    private final long watermarkBefore;
    private final Windows incoming = new Windows();
    private final Map<Long, CallsById> incomingById = new TreeMap<>();
    private final NewestCalls incomingNewest = new NewestCalls();
    private final Map<Integer, PartitionOffsets> partitions = new TreeMap<>();
    private final GroupCounts types = countsTypes ? new GroupCounts() : null;
    private Iterator<Map.Entry<Long, GroupCounts>> windows;
    private RowCounts rows = RowCounts.ZERO;
    private boolean reportsPartitions;

    Batch(
        BucketState before,
        Iterator<byte[]> taskRows,
        long batchMillis,
        Consumer<BucketState> after) {
      this.state = before;
      this.taskRows = taskRows;
      this.batchMillis = batchMillis;
      this.after = after;
      this.watermarkBefore = before.watermark().millis();
    }

    @Override
    protected boolean step() {
      if (taskRows.hasNext()) {
        take(taskRows.next());
        return true;
      }
      if (windows == null) {
        incomingById.forEach(this::addFirstOfEachId);
        replaceCalls();
        windows = incoming.byStart().entrySet().iterator();
      }
      if (windows.hasNext()) {
        Map.Entry<Long, GroupCounts> window = windows.next();
        count(window.getKey(), window.getValue());
        return true;
      }
      finish();
      return false;
    }

    private void take(byte[] taskRow) {
      if (TaskRow.isRejected(taskRow)) {
        put(OutputRow.rejected(TaskRow.rejected(taskRow)));
      } else {
        add(TaskRow.counts(taskRow));
      }
    }

    private void add(TaskCounts counts) {
      counts
          .partitions()
          .forEach((partition, read) -> partitions.merge(partition, read, PartitionOffsets::plus));
      reportsPartitions |= counts.rows().read() > 0;
      rows = rows.plus(counts.rows());
      incoming.addAll(counts.windows());
      counts
          .byId()
          .forEach(
              (start, calls) ->
                  incomingById.computeIfAbsent(start, s -> new CallsById()).addAll(calls));
      incomingNewest.addAll(counts.newest());
    }

    /** The ids of a closed window are forgotten: each of its calls is late, even a repeated one. */
    private void addFirstOfEachId(long windowStart, CallsById calls) {
      if (rules.isLate(windowStart, watermarkBefore)) {
        incoming.at(windowStart).addAll(calls.countAll());
        return;
      }
      Set<String> seen = state.seen().computeIfAbsent(windowStart, start -> new HashSet<>());
      GroupCounts first = calls.countNew(seen);
      incoming.at(windowStart).addAll(first);
      rows = rows.plus(RowCounts.ofDuplicates(calls.size() - first.calls()));
    }

    /** Takes calls out of the open windows, for which the batch has newer ones. */
    private void replaceCalls() {
      if (state.newest() != null) {
        long replaced =
            state
                .newest()
                .replaceBy(
                    incomingNewest, start -> !rules.isLate(start, watermarkBefore), incoming);
        rows = rows.plus(RowCounts.ofReplaced(replaced));
      }
    }

    private void count(long windowStart, GroupCounts calls) {
      if (rules.isLate(windowStart, watermarkBefore)) {
        rows = rows.plus(RowCounts.ofLate(calls.calls()));
        put(OutputRow.late(windowStart, calls));
        return;
      }
      rows = rows.plus(RowCounts.ofCounted(calls));
      GroupCounts changes = state.newest() == null ? calls : calls.withoutZeros();
      if (types != null) {
        types.addTypes(changes);
      }
      GroupCounts totals = state.open().at(windowStart).addAllToTotals(changes);
      if (!rules.onlyClosed() && totals.groups() > 0) {
        put(OutputRow.totals(windowStart, totals));
      }
      if (state.newest() != null) {
        state.open().removeZeros(windowStart);
      }
    }

    /** Advances the watermark and closes the windows before it. */
    private void finish() {
      state.watermark().advance(batchMillis, partitions, atStart, rules);
      NavigableMap<Long, GroupCounts> open = state.open().byStart();
      while (!open.isEmpty() && rules.isClosed(open.firstKey(), state.watermark().millis())) {
        Map.Entry<Long, GroupCounts> closed = state.open().removeFirst();
        state.seen().remove(closed.getKey());
        if (rules.onlyClosed()) {
          put(OutputRow.totals(closed.getKey(), closed.getValue()));
        }
      }
      if (state.newest() != null) {
        long watermark = state.watermark().millis();
        state.newest().keep(start -> !rules.isClosed(start, watermark));
      }
      BucketState newState = state.plus(rows);
      after.accept(newState);
      if (types != null) {
        put(OutputRow.types(types));
      }
      put(OutputRow.report(report(newState)));
    }

    private BucketReport report(BucketState newState) {
      return new BucketReport(
          rows,
          newState.totals(),
          reportsPartitions ? partitions : Map.of(),
          newState.watermark().millis(),
          newState.open().byStart().size(),
          newState.open().groups());
    }
  }
}
