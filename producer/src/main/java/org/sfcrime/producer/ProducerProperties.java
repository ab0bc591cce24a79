package org.sfcrime.producer;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.commandline.client.ClientProperties;

/** The properties of this program's Kafka client. */
final class ProducerProperties {
  private static final String EXACTLY_ONCE = "no call may be lost or sent twice";
  private static final String BYTES = "records are sent as bytes";

  private static final ClientProperties RULES =
      new ClientProperties(
          Map.of(
              ProducerConfig.CLIENT_ID_CONFIG,
              "sfcrime-producer",
              ProducerConfig.COMPRESSION_TYPE_CONFIG,
              "lz4",
              ProducerConfig.LINGER_MS_CONFIG,
              "5",
              ProducerConfig.BATCH_SIZE_CONFIG,
              Integer.toString(128 * 1024)),
          Map.of(
              ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
              BYTES,
              ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
              BYTES,
              ProducerConfig.ACKS_CONFIG,
              EXACTLY_ONCE,
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
              EXACTLY_ONCE,
              ProducerConfig.TRANSACTIONAL_ID_CONFIG,
              "use --transactional-id"));

  private ProducerProperties() {}

  /**
   * Returns the properties.
   *
   * @throws IllegalArgumentException if a property is malformed or owned by the producer, or if the
   *     file of {@code --command-config} cannot be read
   */
  static Map<String, Object> of(ClientFlags flags) {
    Map<String, String> client = RULES.of(flags);
    ClientProperties.fitBatchSize(client);
    Map<String, Object> result = new HashMap<>(client);
    result.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    result.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    result.put(ProducerConfig.ACKS_CONFIG, "all");
    result.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    ClientProperties.requireProducer(result);
    return result;
  }
}
