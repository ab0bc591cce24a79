package org.sfcrime.dashboard;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The Kafka client's properties: a flag before --command-property before --command-config before
 * the default.
 */
final class ClientProperties {
  static final String DEFAULT_BOOTSTRAP_SERVER = "localhost:9092";

  /** No group, from the beginning, committed records only, as bytes: that is what it is. */
  private static final Set<String> OWNED =
      Set.of(
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG);

  private static final Map<String, String> DEFAULTS =
      Map.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_BOOTSTRAP_SERVER,
          ConsumerConfig.CLIENT_ID_CONFIG, "sfcrime-dashboard",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "20000",
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 << 20),
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");

  private ClientProperties() {}

  /**
   * Puts the properties together.
   *
   * @param bootstrapServer the flag's value or null
   * @param file the properties file or null
   * @throws IllegalArgumentException if a property is given that this program owns
   * @throws IOException if the file cannot be read
   */
  static Properties of(String bootstrapServer, Path file, Map<String, String> given)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    if (file != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        read.load(reader);
      }
      refuseOwned(read.stringPropertyNames(), "--command-config");
      properties.putAll(read);
    }
    refuseOwned(given.keySet(), "--command-property");
    properties.putAll(given);
    if (bootstrapServer != null) {
      properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
    }
    String bytes = ByteArrayDeserializer.class.getName();
    properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return properties;
  }

  private static void refuseOwned(Iterable<String> names, String where) {
    for (String name : names) {
      if (OWNED.contains(name)) {
        throw new IllegalArgumentException(
            where + " must not set " + name + ", which this program sets itself");
      }
    }
  }
}
