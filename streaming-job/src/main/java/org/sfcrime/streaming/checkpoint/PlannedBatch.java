package org.sfcrime.streaming.checkpoint;

import java.util.Map;

/**
 * The plan of a batch, which Spark writes into the checkpoint before it runs the batch.
 *
 * @param timeMillis the batch's time, in milliseconds since 1970
 * @param until the end of the batch: an offset for each partition of the topic
 */
public record PlannedBatch(long timeMillis, Map<Integer, Long> until) {
  /** The plan before the first batch. */
  static final PlannedBatch NONE = new PlannedBatch(0, Map.of());

  public PlannedBatch {
    until = Map.copyOf(until);
  }
}
