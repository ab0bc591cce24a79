package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.io.Serializable;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.RejectedRecord;

/**
 * Where a batch's output goes, beside the console; travels to the tasks.
 *
 * <p>Every sink may see a batch again, after a crash between writing and committing it: seeing it
 * twice must be the same as once. What a sink cannot write fails the batch; nothing is skipped.
 */
public interface Sink extends Serializable {
  /**
   * Opens the sink for a task's share of a batch.
   *
   * @throws SinkException if it cannot be opened
   */
  Writer open(long batchId, int task) throws IOException;

  /**
   * Called by the driver when all tasks have committed their share.
   *
   * @throws SinkException if the batch cannot be brought to its end
   */
  default void finish(long batchId) throws IOException {
    // most sinks have nothing left to do
  }

  /** Takes one task's share of a batch, and writes of it what it is for. */
  interface Writer extends AutoCloseable {
    /** The newest total of a window and group. */
    default void total(Count total) throws IOException {
      // not what this sink is for
    }

    /** The calls of this batch that came after their window had closed, of a window and group. */
    default void late(Count late) throws IOException {
      // not what this sink is for
    }

    /** A record that is not an accepted call. */
    default void rejected(RejectedRecord record) throws IOException {
      // not what this sink is for
    }

    /** Returns when what was written will not be lost. */
    void commit() throws IOException;

    /** Drops what was not committed, if there is such. */
    @Override
    void close() throws IOException;
  }
}
