package org.sfcrime.streaming;

import java.util.Map;

/**
 * What Spark writes into the checkpoint before it runs a batch.
 *
 * @param timeMillis the batch's time, milliseconds since 1970
 * @param until the next offset of each partition of the topic after it
 */
record PlannedBatch(long timeMillis, Map<Integer, Long> until) {
  /** Before the first batch. */
  static final PlannedBatch NONE = new PlannedBatch(0, Map.of());

  PlannedBatch {
    until = Map.copyOf(until);
  }
}
