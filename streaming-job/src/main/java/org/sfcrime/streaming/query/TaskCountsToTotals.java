package org.sfcrime.streaming.query;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.streaming.GroupState;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.BucketState;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.OutputRow;
import org.sfcrime.streaming.count.TaskRow;

/**
 * The stateful stage: turns the {@link TaskRow}s of a bucket into {@link OutputRow}s. Spark keeps
 * the bucket's state as bytes.
 */
record TaskCountsToTotals(BucketCounter counter)
    implements FlatMapGroupsWithStateFunction<Integer, byte[], byte[], byte[]> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<byte[]> call(
      Integer bucket, Iterator<byte[]> taskRows, GroupState<byte[]> state) {
    BucketState before =
        state.exists()
            ? Encoding.decode("the checkpoint's state", state.get(), BucketState::readFrom)
            : BucketState.empty(counter.rules());
    return counter.count(
        before,
        taskRows,
        state.getCurrentProcessingTimeMs(),
        after -> state.update(Encoding.encode(after::writeTo)));
  }
}
