package org.sfcrime.consumer;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The Kafka client's properties: a flag before --command-property before --command-config before
 * the default.
 */
final class ClientProperties {
  static final String DEFAULT_BOOTSTRAP_SERVER = "localhost:9092";

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
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          DEFAULT_BOOTSTRAP_SERVER,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.CLIENT_ID_CONFIG,
          "sfcrime-consumer",
          // Larger batches than the client's 500 records and 1 MiB a partition: calls are small.
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          "5000",
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          Integer.toString(8 << 20),
          // Kafka's perf test has as much; the client's 64 KiB are filled before it is woken.
          ConsumerConfig.RECEIVE_BUFFER_CONFIG,
          Integer.toString(2 << 20),
          // New partitions are noticed after this long.
          ConsumerConfig.METADATA_MAX_AGE_CONFIG,
          "10000");

  private ClientProperties() {}

  /**
   * Puts the properties together.
   *
   * @param bootstrapServer the flag's value or null
   * @param file the properties file or null
   * @throws IllegalArgumentException if a property is given that this program owns
   * @throws ConsumerException if the file cannot be read
   */
  static Properties of(
      ConsumerOptions options, String bootstrapServer, Path file, Map<String, String> given) {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        Long.toString(options.answerTimeout().toMillis()));
    if (file != null) {
      Properties read = read(file);
      refuseOwned(read.stringPropertyNames(), "--command-config " + file);
      properties.putAll(read);
    }
    refuseOwned(given.keySet(), "--command-property");
    properties.putAll(given);
    if (bootstrapServer != null) {
      properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
    }
    own(properties, options.start());
    return properties;
  }

  private static void own(Properties properties, ConsumerOptions.Start start) {
    String bytes = ByteArrayDeserializer.class.getName();
    properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    // Without a group every position is set, and a reset only follows when the broker deleted what
    // was to be read.
    boolean earliest = start.group().isEmpty() || start.fromBeginning();
    properties.setProperty(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, earliest ? "earliest" : "latest");
    start.group().ifPresent(group -> properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group));
  }

  private static Properties read(Path file) {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConsumerException(
          "cannot read --command-config " + file + ": " + Failures.of(e), e);
    }
    return read;
  }

  private static void refuseOwned(Iterable<String> names, String where) {
    for (String name : names) {
      String instead = OWNED.get(name);
      if (instead != null) {
        throw new IllegalArgumentException(
            where + " must not set " + name + ", which this program sets itself: " + instead);
      }
    }
  }
}
