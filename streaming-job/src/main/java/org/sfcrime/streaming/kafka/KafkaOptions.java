package org.sfcrime.streaming.kafka;

import java.util.HashMap;
import java.util.Map;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.commandline.client.Refusal;

/**
 * The options of the source.
 *
 * @param bootstrapServer host:port, or several separated by commas
 * @param startingOffsets earliest, latest or Spark's JSON; only for a new checkpoint
 * @param maxOffsetsPerTrigger the maximum number of offsets in a batch
 * @param minPartitions the minimum number of tasks in a batch; null for one task per Kafka
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
  /** In Spark's JSON of offsets, the end of a partition. */
  static final long LATEST = -1;

  public KafkaOptions {
    if (maxOffsetsPerTrigger <= 0) {
      throw new IllegalArgumentException(
          "--max-offsets-per-trigger (%d) must be at least 1".formatted(maxOffsetsPerTrigger));
    }
    properties = Map.copyOf(properties);
  }

  public KafkaOptions withMaxOffsets(long offsets) {
    return new KafkaOptions(
        bootstrapServer, topic, startingOffsets, offsets, minPartitions, properties);
  }

  /** Returns the offsets by partition if the starting offsets are JSON; empty otherwise. */
  public Map<Integer, Long> startingPosition() {
    return startingOffsets.startsWith("{") ? TopicOffsets.parse(startingOffsets, topic) : Map.of();
  }

  /**
   * Explains a failure of a client in one line.
   *
   * @param operation the right that the job needs
   */
  public String explain(Throwable failure, String operation, String onTopic) {
    Map<String, String> client = new HashMap<>(properties);
    client.put(ClientProperties.BOOTSTRAP_SERVERS, bootstrapServer);
    return Refusal.text(failure, client, operation, onTopic);
  }

  /** Leaves out the properties: a password must not get into a log. */
  @Override
  public String toString() {
    return "Kafka[%s at %s]".formatted(topic, bootstrapServer);
  }
}
