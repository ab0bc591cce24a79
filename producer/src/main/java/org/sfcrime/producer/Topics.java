package org.sfcrime.producer;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.producer.send.CallSender;

/** Creates the topics that do not exist, and reads their size limits. */
final class Topics implements AutoCloseable {
  /** A running broker answers immediately; the wait for a broker is reported after this time. */
  private static final Duration REPORT_WAIT_AFTER = Duration.ofSeconds(2);

  /** Limits a request, so that after a broker that does not answer, another broker is asked. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(15);

  private final ProducerOptions options;
  private final PrintStream err;
  private final Duration wait;
  private final Admin admin;
  private boolean waitReported;

  /**
   * An existing topic.
   *
   * @param config empty if the user lacks the right to read it, which the program can do without
   */
  private record Found(String id, Optional<Config> config) {
    long maxMessageBytes() {
      return config
          .map(settings -> settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())
          .map(Long::parseLong)
          .orElse(Long.MAX_VALUE);
    }
  }

  private Topics(ProducerOptions options, ProducerConfig config, PrintStream err) {
    this.options = options;
    this.err = err;
    long maxBlockMillis = config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG);
    this.wait = Duration.ofMillis(Math.min(maxBlockMillis, Integer.MAX_VALUE));
    int requestMillis = (int) Math.min(wait.toMillis(), LONGEST_REQUEST.toMillis());
    Map<String, Object> properties = new HashMap<>(options.clientProperties());
    properties.keySet().retainAll(AdminClientConfig.configNames());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) wait.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, requestMillis);
    this.admin = Admin.create(properties);
  }

  /**
   * Creates those of the topics that do not exist.
   *
   * @return the size limits of topics and client, and the ids of the topics
   * @throws CommandException if no broker answers within {@code max.block.ms}, a topic cannot be
   *     created, or the positions topic would lose positions
   */
  static KafkaClients.TopicFacts ensure(ProducerOptions options, PrintStream err) {
    ProducerConfig config;
    Topics topics;
    try {
      config = new ProducerConfig(options.clientProperties());
      topics = new Topics(options, config, err);
    } catch (KafkaException e) {
      throw cannotStart(options, e);
    }
    try (topics) {
      long client =
          Math.min(
              config.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
              config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG));
      // A replay must outlive the broker's default retention of a week.
      Found calls =
          topics.ensure(
              options.topic(),
              options.topicSettings().partitions(),
              Map.of(
                  TopicConfig.CLEANUP_POLICY_CONFIG,
                  TopicConfig.CLEANUP_POLICY_DELETE,
                  TopicConfig.RETENTION_MS_CONFIG,
                  "-1"));
      Found rejected =
          topics.ensure(
              options.rejectedTopic(),
              options.topicSettings().partitions(),
              Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
      if (options.job().positionsTopic() != null) {
        topics.ensurePositions(options.job().positionsTopic());
      }
      return new KafkaClients.TopicFacts(
          CallSender.SizeLimits.ofMessageBytes(
              Math.min(client, calls.maxMessageBytes()),
              Math.min(client, rejected.maxMessageBytes())),
          calls.id(),
          rejected.id());
    }
  }

  /**
   * Returns the id of the topic of calls, or empty if no broker answers soon.
   *
   * @throws CommandException if the topic does not exist
   */
  static Optional<String> id(ProducerOptions options, PrintStream err) {
    try (Topics topics = new Topics(options, new ProducerConfig(options.clientProperties()), err)) {
      return Optional.of(
          topics
              .admin
              .describeTopics(List.of(options.topic()))
              .allTopicNames()
              .get(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS)
              .get(options.topic())
              .topicId()
              .toString());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new CommandException("Topic " + options.topic() + " was deleted.", e);
      }
      return Optional.empty();
    } catch (java.util.concurrent.TimeoutException | KafkaException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Small segments: the newest is never compacted, and a resumed run reads it all. */
  private void ensurePositions(String positionsTopic) {
    Found positions =
        ensure(
            positionsTopic,
            1,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(4 << 20)));
    if (positions.config().isPresent()) {
      requireKept(positionsTopic, positions.config().get());
    }
  }

  /**
   * Refuses a positions topic that deletes old records: {@code --resume} would find no position and
   * publish everything again.
   */
  static void requireKept(String positionsTopic, Config config) {
    String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (policy.contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
      throw new CommandException(
          String.format(
              "Topic %s has cleanup.policy=%s, which deletes the positions of jobs after some time:"
                  + " set cleanup.policy=compact for it, or name another topic with"
                  + " --positions-topic.",
              positionsTopic, policy));
    }
  }

  static CommandException cannotStart(ProducerOptions options, KafkaException e) {
    String why = ExceptionText.of(e.getCause() == null ? e : e.getCause());
    return new CommandException(
        "The Kafka client cannot start for " + options.bootstrapServers() + ": " + why, e);
  }

  private Found ensure(String topic, int partitions, Map<String, String> topicConfig) {
    long startNanos = System.nanoTime();
    try {
      while (true) {
        try {
          return existing(topic);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw e;
          }
        }
        try {
          // The broker that is asked next learns of the topic in a moment.
          create(topic, partitions, topicConfig);
        } catch (ExecutionException e) {
          // Another program has created the topic; this broker learns that in a moment.
          if (!(e.getCause() instanceof TopicExistsException)
              || System.nanoTime() - startNanos > wait.toNanos()) {
            throw e;
          }
        }
      }
    } catch (ExecutionException e) {
      throw failure(topic, e.getCause(), "Write");
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Found existing(String topic) throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> found =
        await(admin.describeTopics(List.of(topic)).allTopicNames());
    int partitions = found.get(topic).partitions().size();
    ProducerOptions.TopicSettings wanted = options.topicSettings();
    if (wanted.partitionsAsked()
        && topic.equals(options.topic())
        && partitions != wanted.partitions()) {
      new StatusLines(err)
          .warn(
              "topic %s exists with %d partitions, not the %d of --partitions; it stays so.",
              topic, partitions, wanted.partitions());
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    KafkaFuture<Config> config = admin.describeConfigs(Set.of(resource)).values().get(resource);
    return new Found(found.get(topic).topicId().toString(), ifAllowed(config));
  }

  private static Optional<Config> ifAllowed(KafkaFuture<Config> config)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(config.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Waits for an answer, and reports the wait if it takes long: the broker may be starting. */
  private <T> T await(KafkaFuture<T> answer) throws ExecutionException, InterruptedException {
    try {
      return answer.get(REPORT_WAIT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      if (!waitReported) {
        err.printf(
            "Waiting for a broker at %s, for up to %.0f s.%n",
            options.bootstrapServers(), wait.toMillis() / 1000.0);
        waitReported = true;
      }
      return answer.get();
    }
  }

  private void create(String topic, int partitions, Map<String, String> config)
      throws ExecutionException, InterruptedException {
    ProducerOptions.TopicSettings settings = options.topicSettings();
    NewTopic newTopic =
        new NewTopic(topic, partitions, settings.replicationFactor()).configs(config);
    try {
      admin.createTopics(List.of(newTopic)).all().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        throw failure(topic, e.getCause(), "Create");
      }
      throw e;
    }
    err.printf(
        "Created topic %s with %d partition%s.%n", topic, partitions, partitions == 1 ? "" : "s");
  }

  /** Returns the failure of a request; {@code operation} is the right that the program needs. */
  private CommandException failure(String topic, Throwable cause, String operation) {
    if (cause instanceof TimeoutException) {
      return new CommandException(
          String.format(
              "No broker answers at %s (waited %.0f s): start one, for instance with bin/kafka"
                  + " start, or name another with --bootstrap-server.",
              options.bootstrapServers(), wait.toMillis() / 1000.0),
          cause);
    }
    return new CommandException(
        "Topic " + topic + " cannot be used: " + options.explain(cause, operation, topic), cause);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
