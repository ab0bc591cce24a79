package org.sfcrime.streaming;

import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.GroupState;

/**
 * Merges the tasks' counts of a batch into the bucket's open windows: the stateful stage.
 *
 * <p>Rows go out as they come to be, a window at a time, so that a batch needs no list of its
 * output.
 */
final class TaskCountsToTotals
    implements FlatMapGroupsWithStateFunction<Integer, Row, byte[], Row> {
  private static final long serialVersionUID = 1L;

  private final CountRules rules;
  private final PartitionsAtStart atStart;
  private final boolean takesTypes;

  /**
   * Makes the stage.
   *
   * @param takesTypes whether {@link OutputRows#TYPES} are wanted
   */
  TaskCountsToTotals(CountRules rules, PartitionsAtStart atStart, boolean takesTypes) {
    this.takesTypes = takesTypes;
    this.rules = rules;
    this.atStart = atStart;
  }

  @Override
  public Iterator<Row> call(Integer bucket, Iterator<Row> fromTasks, GroupState<byte[]> state) {
    return new Output(fromTasks, state);
  }

  /**
   * Three steps, each making some rows: what the tasks sent, then window by window, then the
   * report.
   */
  private final class Output extends RowsInSteps implements BucketBatch.Output {
    private final Iterator<Row> fromTasks;
    private final GroupState<byte[]> state;
    private final BucketBatch batch;
    private Iterator<Map.Entry<Long, GroupCounts>> windows;

    Output(Iterator<Row> fromTasks, GroupState<byte[]> state) {
      this.fromTasks = fromTasks;
      this.state = state;
      BucketState before =
          state.exists()
              ? Encoding.decode("the checkpoint's state", state.get(), BucketState::readFrom)
              : BucketState.empty();
      this.batch = new BucketBatch(before, rules, this, takesTypes);
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
        put(OutputRows.of(OutputRows.TYPES, Encoding.encode(batch.types()::writeTo)));
      }
      put(OutputRows.of(OutputRows.REPORT, Encoding.encode(batch.report()::writeTo)));
      return false;
    }

    private void take(Row fromTask) {
      byte[] encoded = fromTask.getAs(TaskRows.ENCODED);
      if (fromTask.getBoolean(TaskRows.IS_REJECTED)) {
        put(OutputRows.of(OutputRows.REJECTED, encoded));
      } else {
        batch.add(Encoding.decode("a task's counts", encoded, TaskCounts::readFrom));
      }
    }

    @Override
    public void totals(long windowStart, GroupCounts totals) {
      put(OutputRows.ofCalls(OutputRows.COUNT, windowStart, totals));
    }

    @Override
    public void late(long windowStart, GroupCounts calls) {
      put(OutputRows.ofCalls(OutputRows.LATE, windowStart, calls));
    }
  }
}
