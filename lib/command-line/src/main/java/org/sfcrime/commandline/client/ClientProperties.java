package org.sfcrime.commandline.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The rules for a program's Kafka client properties. The first one that is set wins: a flag, {@code
 * --command-property}, {@code --command-config}, the program's default. Properties that the client
 * does not know are passed on, because interceptors or serializers may use them. Values are never
 * printed, because each may be a secret.
 *
 * @param owned the properties that the user cannot set, each with the reason or the flag to use
 */
public record ClientProperties(Map<String, String> defaults, Map<String, String> owned) {
  static final String DEFAULT_BOOTSTRAP_SERVER = "localhost:9092";
  public static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

  /** For example {@code ${env:PASSWORD}}, also within a login. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\w+:[^}]+}");

  /** The settings of Kafka's config providers, for example {@code config.providers.env.class}. */
  private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".";

  static final String CONFIG_FLAG = "--command-config";
  static final String PROPERTY_FLAG = "--command-property";

  /**
   * Returns the client's properties, with {@code bootstrap.servers}.
   *
   * @throws IllegalArgumentException if a property is malformed or owned by the program, or if the
   *     file cannot be read
   */
  public Map<String, String> of(ClientFlags flags) {
    Map<String, String> result = new HashMap<>(defaults);
    result.putIfAbsent(BOOTSTRAP_SERVERS, DEFAULT_BOOTSTRAP_SERVER);
    put(CONFIG_FLAG, flags.fromFile(), result);
    flags.fromFlags().forEach(ClientProperties::requireNoSecret);
    put(PROPERTY_FLAG, flags.fromFlags(), result);
    if (flags.bootstrapServer() != null) {
      result.put(BOOTSTRAP_SERVERS, flags.bootstrapServer());
    }
    return result;
  }

  /** Returns a note for each name that the client does not know, which is often a typing error. */
  public static List<String> unknown(Collection<String> names, Set<String> known) {
    return names.stream()
        .filter(name -> !isKnown(name, known))
        .sorted()
        .map("the Kafka client does not know the property %s"::formatted)
        .toList();
  }

  /** Whether the client, or one of Kafka's config providers, uses the property. */
  public static boolean isKnown(String name, Set<String> known) {
    return known.contains(name) || name.startsWith(PROVIDERS);
  }

  /**
   * Lowers the batch size of a producer to a {@code buffer.memory} of the user, because a producer
   * cannot send a record if a batch does not fit. The client reports values that are no numbers.
   */
  public static void fitBatchSize(Map<String, String> properties) {
    try {
      String memory = properties.get(ProducerConfig.BUFFER_MEMORY_CONFIG);
      String batch = properties.get(ProducerConfig.BATCH_SIZE_CONFIG);
      if (memory != null && Long.parseLong(memory.strip()) < Long.parseLong(batch.strip())) {
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, memory);
      }
    } catch (NumberFormatException e) {
      return;
    }
  }

  /**
   * Checks the properties of a producer before the program begins its work.
   *
   * @throws IllegalArgumentException if the client refuses a value, or values that do not fit
   *     together, such as an idempotent producer with {@code retries=0}
   */
  public static void requireProducer(Map<String, ?> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try {
      new ProducerConfig(all);
    } catch (ConfigException e) {
      throw new IllegalArgumentException("Kafka client properties: " + e.getMessage(), e);
    }
  }

  /**
   * Whether a property has a secret: a password, a key, or the login of SASL. A value that refers
   * to one of Kafka's config providers has none.
   */
  static boolean isSecret(String name, String value) {
    ConfigDef.ConfigKey key = ProducerConfig.configDef().configKeys().get(name);
    return key != null && key.type == ConfigDef.Type.PASSWORD && !REFERENCE.matcher(value).find();
  }

  private static void requireNoSecret(String name, String value) {
    if (isSecret(name, value)) {
      throw new IllegalArgumentException(
          "%s must not set %s: other users of this machine can read the arguments of a program. Write it to a file for %s"
              .formatted(PROPERTY_FLAG, name, CONFIG_FLAG));
    }
  }

  private void put(String flag, Map<String, String> given, Map<String, String> result) {
    new TreeMap<>(given)
        .forEach(
            (name, value) -> {
              if (owned.containsKey(name)) {
                throw new IllegalArgumentException(
                    "%s must not set %s, which this program sets itself: %s"
                        .formatted(flag, name, owned.get(name)));
              }
              result.put(name, value);
            });
  }
}
