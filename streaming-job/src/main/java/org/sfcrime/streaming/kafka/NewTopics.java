package org.sfcrime.streaming.kafka;

/** The settings of topics that the job creates. */
public record NewTopics(int partitions, short replicationFactor) {
  public NewTopics {
    if (partitions < 1 || replicationFactor < 1) {
      throw new IllegalArgumentException(
          "--partitions (%d) and --replication-factor (%d) must be at least 1"
              .formatted(partitions, replicationFactor));
    }
  }
}
