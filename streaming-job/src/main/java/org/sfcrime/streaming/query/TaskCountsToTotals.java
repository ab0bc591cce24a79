package org.sfcrime.streaming.query;

import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.streaming.GroupState;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.BucketState;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.PartitionsAtStart;

/**
 * Merges the tasks' counts of a batch into the bucket's open windows: the stateful stage.
 *
 * <p>Rows go out as they come to be, a window at a time, so that a batch needs no list of its
 * output.
 */
final class TaskCountsToTotals
    implements FlatMapGroupsWithStateFunction<Integer, byte[], byte[], byte[]> {
  private static final long serialVersionUID = 1L;

  private final CountRules rules;
  private final PartitionsAtStart atStart;
  private final boolean takesTypes;

  /**
   * Makes the stage.
   *
   * @param takesTypes whether {@link OutputRow#TYPES} are wanted
   */
  TaskCountsToTotals(CountRules rules, PartitionsAtStart atStart, boolean takesTypes) {
    this.takesTypes = takesTypes;
    this.rules = rules;
    this.atStart = atStart;
  }

  @Override
  public Iterator<byte[]> call(
      Integer bucket, Iterator<byte[]> fromTasks, GroupState<byte[]> state) {
    return new Output(fromTasks, state);
  }

  /**
   * Three steps, each making some rows: what the tasks sent, then window by window, then the
   * report.
   */
  private final class Output extends LazyRows implements BucketCounter.Output {
    private final Iterator<byte[]> fromTasks;
    private final GroupState<byte[]> state;
    private final BucketCounter batch;
    private Iterator<Map.Entry<Long, GroupCounts>> windows;

    Output(Iterator<byte[]> fromTasks, GroupState<byte[]> state) {
      this.fromTasks = fromTasks;
      this.state = state;
      BucketState before =
          state.exists()
              ? Encoding.decode("the checkpoint's state", state.get(), BucketState::readFrom)
              : BucketState.empty();
      this.batch = new BucketCounter(before, rules, this, takesTypes);
    }

    @Override
    boolean step() {
      if (fromTasks.hasNext()) {
        take(fromTasks.next());
        return true;
      }
      if (windows == null) {
        windows = batch.windows().entrySet().iterator();
      }
      if (windows.hasNext()) {
        Map.Entry<Long, GroupCounts> window = windows.next();
        batch.count(window.getKey(), window.getValue());
        return true;
      }
      batch.finish(state.getCurrentProcessingTimeMs(), atStart);
      state.update(Encoding.encode(batch.state()::writeTo));
      if (takesTypes) {
        put(OutputRow.TYPES.of(batch.types()::writeTo));
      }
      put(OutputRow.REPORT.of(batch.report()::writeTo));
      return false;
    }

    private void take(byte[] fromTask) {
      if (TaskRow.isRejected(fromTask)) {
        put(OutputRow.REJECTED.of(TaskRow.rejected(fromTask)::writeTo));
      } else {
        batch.add(TaskRow.counts(fromTask));
      }
    }

    @Override
    public void totals(long windowStart, GroupCounts totals) {
      put(OutputRow.COUNT.ofCalls(windowStart, totals));
    }

    @Override
    public void late(long windowStart, GroupCounts calls) {
      put(OutputRow.LATE.ofCalls(windowStart, calls));
    }
  }
}
