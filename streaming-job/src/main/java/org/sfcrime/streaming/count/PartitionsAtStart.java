package org.sfcrime.streaming.count;

import java.io.Serializable;
import java.util.Set;

/**
 * What is known of the topic's partitions when the job starts; travels to the tasks.
 *
 * @param expected they may bring calls, so the watermark waits for their first
 * @param finished they will bring none in this run: with the available-now trigger, those that have
 *     been read to the end already
 */
public record PartitionsAtStart(Set<Integer> expected, Set<Integer> finished)
    implements Serializable {
  public PartitionsAtStart {
    expected = Set.copyOf(expected);
    finished = Set.copyOf(finished);
  }
}
