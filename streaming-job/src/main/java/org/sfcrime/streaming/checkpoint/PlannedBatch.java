package org.sfcrime.streaming.checkpoint;

import java.util.Map;

/**
 * What Spark writes into the checkpoint before it runs a batch.
 *
 * @param timeMillis the batch's time, milliseconds since 1970
 * @param until the next offset of each partition of the topic after it
 */
public record PlannedBatch(long timeMillis, Map<Integer, Long> until) {
  /** Before the first batch. */
  static final PlannedBatch NONE = new PlannedBatch(0, Map.of());

  public PlannedBatch {
    until = Map.copyOf(until);
  }
}
