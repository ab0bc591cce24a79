package org.sfcrime.streaming.kafka;

/**
 * What topics are made with.
 *
 * @param partitions of each
 * @param replicationFactor copies of each partition
 */
public record NewTopics(int partitions, short replicationFactor) {
  public NewTopics {
    if (partitions < 1 || replicationFactor < 1) {
      throw new IllegalArgumentException(
          "--partitions (%d) and --replication-factor (%d) must be at least 1"
              .formatted(partitions, replicationFactor));
    }
  }
}
