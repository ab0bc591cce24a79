package org.sfcrime.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.StatusLines;

/**
 * Creates the Kafka clients of a run.
 *
 * @param maxMessageBytes returns the size of the largest message that a producer can send to a
 *     topic, in bytes
 */
record ConsumerClients(
    Function<Properties, Consumer<byte[], byte[]>> consumer,
    ToLongBiFunction<Properties, String> maxMessageBytes) {
  /** Kafka's default of the producer's {@code max.request.size}. */
  static final long DEFAULT_REQUEST_BYTES = 1 << 20;

  /** Returns the clients of the cluster at {@code --bootstrap-server}. */
  static ConsumerClients real(StatusLines status) {
    return new ConsumerClients(
        KafkaConsumer::new, (properties, topic) -> maxMessageBytes(properties, topic, status));
  }

  /**
   * A message is limited by the topic's {@code max.message.bytes} and by the producer's {@code
   * max.request.size} and {@code buffer.memory}. If the producer overrides Kafka's defaults, the
   * consumer needs the same properties.
   */
  private static long maxMessageBytes(Properties properties, String topic, StatusLines status) {
    String request = properties.getProperty("max.request.size", "" + DEFAULT_REQUEST_BYTES);
    String memory = properties.getProperty("buffer.memory", "" + Long.MAX_VALUE);
    long client = Math.min(Long.parseLong(request.strip()), Long.parseLong(memory.strip()));
    Map<String, Object> adminProperties = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (AdminClientConfig.configNames().contains(name)) {
        adminProperties.put(name, properties.getProperty(name));
      }
    }
    // The admin client rejects a request timeout that is longer than its API timeout.
    adminProperties.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        properties.getProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(adminProperties)) {
      String limit =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get()
              .get(resource)
              .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
              .value();
      return Math.min(client, Long.parseLong(limit));
    } catch (ExecutionException e) {
      status.say(
          "the size limit of topic %s is unknown (%s): assuming Kafka's default",
          topic, ExceptionText.of(e.getCause()));
      return Math.min(client, DEFAULT_REQUEST_BYTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted while waiting for the broker", e);
    }
  }
}
