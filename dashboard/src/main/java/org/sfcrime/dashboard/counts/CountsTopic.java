package org.sfcrime.dashboard.counts;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The counts topic.
 *
 * @param description asks the brokers for the topic's id and partitions; empty if the topic does
 *     not exist
 */
public record CountsTopic(String name, Supplier<Optional<TopicDescription>> description) {
  static final Duration ANSWER = Duration.ofSeconds(3);

  /** Returns the topic in a cluster. The client is not closed. */
  public static CountsTopic of(String name, Admin admin) {
    return new CountsTopic(name, () -> describe(name, admin));
  }

  private static Optional<TopicDescription> describe(String name, Admin admin) {
    DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) ANSWER.toMillis());
    try {
      return Optional.of(
          admin.describeTopics(Set.of(name), options).topicNameValues().get(name).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
