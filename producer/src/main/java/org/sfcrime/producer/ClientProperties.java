package org.sfcrime.producer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka client's settings: flag, then --command-property, --command-config and default. */
final class ClientProperties {
  static final String BOOTSTRAP_SERVERS = ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          BOOTSTRAP_SERVERS,
          "localhost:9092",
          ProducerConfig.CLIENT_ID_CONFIG,
          "sfcrime-producer",
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          ProducerConfig.LINGER_MS_CONFIG,
          "5",
          ProducerConfig.BATCH_SIZE_CONFIG,
          Integer.toString(128 * 1024));

  /** What the promises of exactness rest on. */
  private static final Map<String, Object> OWNED =
      Map.of(
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class.getName(),
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class.getName(),
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          "true");

  private ClientProperties() {}

  /**
   * Returns the settings that hold.
   *
   * @param config properties file, or null
   * @param properties {@code key=value} each
   * @param bootstrapServer value of the flag, or null
   * @throws IllegalArgumentException if a setting is malformed or belongs to the producer
   */
  static Map<String, Object> of(Path config, List<String> properties, String bootstrapServer) {
    Map<String, Object> result = new HashMap<>(DEFAULTS);
    if (config != null) {
      Properties fromFile = load(config);
      fromFile.stringPropertyNames().forEach(key -> put(key, fromFile.getProperty(key), result));
    }
    for (String property : properties) {
      int equals = property.indexOf('=');
      if (equals < 1) {
        // The value is not shown: it may be a secret whose name was forgotten.
        throw new IllegalArgumentException("--command-property takes key=value");
      }
      put(property.substring(0, equals).strip(), property.substring(equals + 1).strip(), result);
    }
    if (bootstrapServer != null) {
      result.put(BOOTSTRAP_SERVERS, bootstrapServer);
    }
    result.putAll(OWNED);
    return result;
  }

  /** Returns the names that the Kafka client does not know: often a slip of the pen. */
  static List<String> unknown(Map<String, Object> properties) {
    return new TreeSet<>(properties.keySet())
        .stream().filter(key -> !ProducerConfig.configNames().contains(key)).toList();
  }

  private static void put(String key, String value, Map<String, Object> result) {
    if (OWNED.containsKey(key) || key.equals(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      throw new IllegalArgumentException(
          "the client property " + key + " is the producer's own and cannot be set");
    }
    result.put(key, value);
  }

  private static Properties load(Path config) {
    Properties properties = new Properties();
    try (InputStream input = Files.newInputStream(config)) {
      properties.load(input);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("--command-config " + config + " does not exist", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("--command-config " + config + " cannot be read", e);
    }
    return properties;
  }
}
