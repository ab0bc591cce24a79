package org.sfcrime.streaming.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.sfcrime.commandline.CommandException;

/** Creates and identifies the topics of the sinks. */
public final class KafkaAdmin implements AutoCloseable {
  private static final int TIMEOUT_MS = 15_000;

  /** The size of the key, the headers and the record batch around a value. */
  private static final long RECORD_OVERHEAD_BYTES = 64 << 10;

  /** Of a topic whose settings the user may not read. */
  private static final String DEFAULT_MESSAGE_BYTES = Integer.toString((1 << 20) + 12);

  private final KafkaOptions kafka;
  private final Admin admin;

  public KafkaAdmin(KafkaOptions kafka) {
    this.kafka = kafka;
    this.admin = open(kafka);
  }

  /** Creates a client that waits for 15 s, or as long as the user's properties say. */
  static Admin open(KafkaOptions kafka) {
    return Admin.create(properties(kafka));
  }

  /** Returns how long a request of {@link #open} waits for an answer. */
  static Duration timeout(KafkaOptions kafka) {
    return Duration.ofMillis(
        new AdminClientConfig(properties(kafka))
            .getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
  }

  private static Map<String, Object> properties(KafkaOptions kafka) {
    Map<String, Object> properties = new HashMap<>(kafka.properties());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServer());
    AdminClientConfig user = new AdminClientConfig(properties);
    // The client refuses a request timeout above the API timeout.
    boolean hasRequest = properties.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
    int request = hasRequest ? user.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG) : 0;
    properties.putIfAbsent(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.max(TIMEOUT_MS, request));
    int api =
        new AdminClientConfig(properties).getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(TIMEOUT_MS, api));
    return properties;
  }

  /**
   * Returns the id of a compacted topic. Another topic of the same name has another id.
   *
   * @param isNewCheckpoint whether to create the topic if it does not exist
   * @return null if the topic does not exist
   * @throws CommandException if the topic is not compacted
   */
  public String idOfCompacted(NewTopic topic, boolean isNewCheckpoint) throws InterruptedException {
    String name = topic.name();
    try {
      String id = id(name);
      if (id == null && isNewCheckpoint) {
        id = create(topic, Map.of());
      }
      if (id == null) {
        return null;
      }
      String policy =
          setting(name, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
        throw new CommandException(
            "topic %s has cleanup.policy=%s, so that it loses totals after some time: set cleanup.policy=compact for it, or name another topic"
                .formatted(name, policy));
      }
      return id;
    } catch (ExecutionException e) {
      throw failure("describe topic " + name, e, "Write", name);
    }
  }

  /** Returns null if the topic does not exist. */
  private String id(String name) throws ExecutionException, InterruptedException {
    try {
      return admin.describeTopics(List.of(name)).topicNameValues().get(name).get().topicId() + "";
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw e;
    }
  }

  /** Creates a compacted topic for records as large as another topic's, if it does not exist. */
  public void createCompactedAsLarge(NewTopic topic, String other) throws InterruptedException {
    try {
      if (id(topic.name()) == null) {
        long larger = Math.min(Integer.MAX_VALUE, maxMessageBytes(other) + RECORD_OVERHEAD_BYTES);
        create(topic, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(larger)));
      }
    } catch (ExecutionException e) {
      throw failure("describe topic " + topic.name(), e, "Write", topic.name());
    }
  }

  private long maxMessageBytes(String topic) throws InterruptedException {
    try {
      return Long.parseLong(
          setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEFAULT_MESSAGE_BYTES));
    } catch (ExecutionException e) {
      throw failure("read the settings of topic " + topic, e, "Read", topic);
    }
  }

  /**
   * Returns a setting of a topic.
   *
   * @param otherwise the value if the user may not read the settings
   */
  private String setting(String topic, String name, String otherwise)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return otherwise;
      }
      throw e;
    }
  }

  /** Returns a failure; {@code operation} on {@code topic} is the right that the job needs. */
  private CommandException failure(
      String action, ExecutionException e, String operation, String topic) {
    return new CommandException(
        "cannot %s at %s: %s"
            .formatted(
                action, kafka.bootstrapServer(), kafka.explain(e.getCause(), operation, topic)),
        e);
  }

  /**
   * Creates a topic, unless another program creates it at the same time.
   *
   * @return its id; null if no broker learns of it within the time of a request
   */
  private String create(NewTopic topic, Map<String, String> more)
      throws ExecutionException, InterruptedException {
    Map<String, String> config = new HashMap<>(more);
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    try {
      admin.createTopics(List.of(topic.configs(config))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failure("create topic " + topic.name(), e, "Create", topic.name());
      }
    }
    // The controller has the topic; the brokers learn of it in a moment.
    long startNanos = System.nanoTime();
    String id = null;
    while (id == null && System.nanoTime() - startNanos < timeout(kafka).toNanos()) {
      id = id(topic.name());
    }
    return id;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
