package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.io.Serializable;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.RejectedRecord;

/**
 * A destination of each batch's output. Spark sends the sink to the tasks.
 *
 * <p>After a crash between write and commit, a sink receives a batch a second time; the result must
 * be the same as after the first time. If a sink cannot write a value, the batch fails.
 */
public interface Sink extends Serializable {
  /** Ignores all output. */
  Sink NONE = (batchId, task) -> () -> {};

  /** Returns a sink that writes to this sink, then to the other. */
  default Sink and(Sink other) {
    return this == NONE ? other : new SinkPair(this, other);
  }

  /**
   * Opens the sink for a task's share of a batch.
   *
   * @throws SinkException if it cannot be opened
   */
  Writer open(long batchId, int task) throws IOException;

  /**
   * Completes a batch on the driver, after all tasks have committed their share.
   *
   * @throws SinkException if the batch cannot be completed
   */
  default void finish(long batchId) throws IOException {}

  /** Writes a task's share of a batch; ignores the outputs that the sink does not store. */
  interface Writer extends AutoCloseable {
    /** Writes the newest total of a group in a window. */
    default void total(CountRecord total) throws IOException {}

    /** Writes this batch's late calls of a group in a window. */
    default void late(CountRecord late) throws IOException {}

    /** Writes a rejected record. */
    default void rejected(RejectedRecord record) throws IOException {}

    /** Makes the written values durable. */
    void commit() throws IOException;

    /** Discards uncommitted values, unless a repeated batch replaces them. */
    @Override
    default void close() throws IOException {}
  }
}
