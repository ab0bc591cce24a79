package org.sfcrime.streaming.count;

import java.io.Serializable;
import java.util.Set;

/**
 * The topic's partitions when the job starts. Spark sends them to the tasks.
 *
 * @param expected partitions that may bring calls; the watermark waits for their first call
 * @param finished partitions that bring no calls in this run: with the available-now trigger, those
 *     that earlier runs read to the end
 */
public record PartitionsAtStart(Set<Integer> expected, Set<Integer> finished)
    implements Serializable {
  public PartitionsAtStart {
    expected = Set.copyOf(expected);
    finished = Set.copyOf(finished);
  }
}
