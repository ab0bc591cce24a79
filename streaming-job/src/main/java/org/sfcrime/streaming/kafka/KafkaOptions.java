package org.sfcrime.streaming.kafka;

import java.util.Map;

/**
 * The source.
 *
 * @param bootstrapServer host:port, several with commas
 * @param startingOffsets earliest, latest or Spark's JSON; only for a new checkpoint
 * @param maxOffsetsPerTrigger records a batch at the most
 * @param minPartitions into how many tasks a batch is split at the least; null for one a Kafka
 *     partition
 * @param properties further properties of the Kafka client
 */
public record KafkaOptions(
    String bootstrapServer,
    String topic,
    String startingOffsets,
    long maxOffsetsPerTrigger,
    Integer minPartitions,
    Map<String, String> properties) {
  public KafkaOptions {
    if (maxOffsetsPerTrigger <= 0) {
      throw new IllegalArgumentException(
          "--max-offsets-per-trigger (%d) must be at least 1".formatted(maxOffsetsPerTrigger));
    }
    properties = Map.copyOf(properties);
  }

  /** A password among the properties must not get into a log. */
  @Override
  public String toString() {
    return "Kafka[%s at %s]".formatted(topic, bootstrapServer);
  }
}
