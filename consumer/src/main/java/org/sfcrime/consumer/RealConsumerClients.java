package org.sfcrime.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.StatusLines;

/** The clients of the cluster at {@code --bootstrap-server}. */
final class RealConsumerClients implements ConsumerClients {
  private final StatusLines status;

  RealConsumerClients(StatusLines status) {
    this.status = status;
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Properties properties) {
    return new KafkaConsumer<>(properties);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A message is limited by the topic's {@code max.message.bytes} and by the producer's {@code
   * max.request.size} and {@code buffer.memory}. If the producer overrides Kafka's defaults, the
   * consumer needs the same properties.
   */
  @Override
  public long maxMessageBytes(Properties properties, String topic) {
    long client =
        Math.min(
            number(properties, "max.request.size", DEFAULT_REQUEST_BYTES),
            number(properties, "buffer.memory", Long.MAX_VALUE));
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

  private static long number(Properties properties, String name, long defaultValue) {
    String value = properties.getProperty(name);
    return value == null ? defaultValue : Long.parseLong(value.strip());
  }
}
