package org.sfcrime.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.StatusLines;

/** The client of a cluster. */
final class KafkaTopicAdmin implements ConsumerClients.TopicAdmin {
  /** Kafka's default of the producer's {@code max.request.size}. */
  static final long DEFAULT_REQUEST_BYTES = 1 << 20;

  private final Properties properties;
  private final String topic;
  private final StatusLines status;
  private final Admin admin;

  KafkaTopicAdmin(Properties properties, String topic, StatusLines status) {
    this.properties = properties;
    this.topic = topic;
    this.status = status;
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
    admin = Admin.create(adminProperties);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A message is limited by the topic's {@code max.message.bytes} and by the producer's {@code
   * max.request.size} and {@code buffer.memory}. If the producer overrides Kafka's defaults, the
   * consumer needs the same properties. A topic that does not exist yet will have Kafka's default,
   * which is also assumed if the user may not read the topic's settings.
   */
  @Override
  public long maxMessageBytes() {
    String request = properties.getProperty("max.request.size", "" + DEFAULT_REQUEST_BYTES);
    String memory = properties.getProperty("buffer.memory", "" + Long.MAX_VALUE);
    long client = Math.min(Long.parseLong(request.strip()), Long.parseLong(memory.strip()));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
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
      boolean isUsual =
          e.getCause() instanceof UnknownTopicOrPartitionException
              || e.getCause() instanceof AuthorizationException;
      if (!isUsual) {
        status.say(
            "the size limit of topic %s is unknown (%s): assuming Kafka's default",
            topic, ExceptionText.of(e.getCause()));
      }
      return Math.min(client, DEFAULT_REQUEST_BYTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted while waiting for the broker", e);
    }
  }

  @Override
  public CompletableFuture<Uuid> id() {
    return admin
        .describeTopics(List.of(topic))
        .topicNameValues()
        .get(topic)
        .thenApply(TopicDescription::topicId)
        .toCompletionStage()
        .toCompletableFuture();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
