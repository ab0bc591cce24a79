package org.sfcrime.consumer;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.commandline.client.ClientProperties;

/** Creates the properties of the Kafka client. */
final class ConsumerProperties {
  private static final Map<String, String> OWNED =
      Map.ofEntries(
          entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "records are read as bytes"),
          entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "records are read as bytes"),
          entry(ConsumerConfig.GROUP_ID_CONFIG, "use --group"),
          entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "--group commits at the end"),
          entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "use --from-beginning or --offset"),
          entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "a consumer creates no topics"));

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
          entry(ConsumerConfig.CLIENT_ID_CONFIG, "sfcrime-consumer"),
          // Larger than the client's defaults of 500 records and 1 MiB a partition: calls are
          // small.
          entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000"),
          entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(8 << 20)),
          // The value of Kafka's performance test; the default of 64 KiB is too small.
          entry(ConsumerConfig.RECEIVE_BUFFER_CONFIG, Integer.toString(2 << 20)),
          // The client finds new partitions after this time.
          entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000"));

  private ConsumerProperties() {}

  /**
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
    // The program sets every position. A reset only happens if the broker has deleted the records.
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    options
        .start()
        .group()
        .ifPresent(group -> properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group));
    return properties;
  }
}
