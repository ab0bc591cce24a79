package org.sfcrime.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sfcrime.commandline.ClientFlags;
import org.sfcrime.commandline.ClientProperties;

/** The properties of this program's Kafka client. */
final class ConsumerProperties {
  private static final Map<String, String> OWNED =
      Map.of(
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          "records are read as bytes",
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          "records are read as bytes",
          ConsumerConfig.GROUP_ID_CONFIG,
          "use --group",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          "with --group, what was read is committed at the end",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "use --from-beginning or --offset",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          "a consumer creates no topics");

  private static final Map<String, String> DEFAULTS =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.CLIENT_ID_CONFIG,
          "sfcrime-consumer",
          // Larger batches than the client's 500 records and 1 MiB a partition: calls are small.
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          "5000",
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          Integer.toString(8 << 20),
          // As in Kafka's performance test; the client's default of 64 KiB is full before it reads.
          ConsumerConfig.RECEIVE_BUFFER_CONFIG,
          Integer.toString(2 << 20),
          // New partitions are noticed after this time.
          ConsumerConfig.METADATA_MAX_AGE_CONFIG,
          "10000");

  private ConsumerProperties() {}

  /**
   * Returns the properties.
   *
   * @throws IllegalArgumentException if a property is malformed or owned by this program, or if the
   *     file of {@code --command-config} cannot be read
   */
  static Properties of(ConsumerOptions options, ClientFlags flags) {
    Map<String, String> defaults = new HashMap<>(DEFAULTS);
    defaults.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        Long.toString(options.answerTimeout().toMillis()));
    Properties properties = new Properties();
    properties.putAll(new ClientProperties(defaults, OWNED).of(flags));
    String bytes = ByteArrayDeserializer.class.getName();
    properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    // Without a group every position is set explicitly; a reset then only happens when the broker
    // has deleted the records at the position.
    ConsumerOptions.Start start = options.start();
    boolean earliest = start.group().isEmpty() || start.fromBeginning();
    properties.setProperty(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, earliest ? "earliest" : "latest");
    start.group().ifPresent(group -> properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group));
    return properties;
  }
}
