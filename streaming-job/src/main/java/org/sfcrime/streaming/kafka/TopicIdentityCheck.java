package org.sfcrime.streaming.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.sfcrime.commandline.CommandException;

/**
 * Checks every 2 s that the topic is the one with which the job started.
 *
 * <p>A topic that is deleted and created again between two batches has other records at the offsets
 * that the job has read, and Spark continues after these offsets without an error.
 */
public final class TopicIdentityCheck implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final TopicAtStart topic;
  private final Admin admin;
  private KafkaFuture<TopicDescription> answer;
  private long askedNanos;

  public TopicIdentityCheck(TopicAtStart topic, KafkaOptions kafka) {
    this.topic = topic;
    this.admin = KafkaAdmin.open(kafka);
    ask();
  }

  /**
   * Checks the last answer of the brokers, if there is one, and asks again. Does not wait.
   *
   * @throws CommandException if the topic was deleted and created again
   */
  public void check() throws InterruptedException {
    if (answer.isDone() && System.nanoTime() - askedNanos > INTERVAL.toNanos()) {
      requireSame();
      ask();
    }
  }

  private void ask() {
    answer = admin.describeTopics(Set.of(topic.name())).topicNameValues().get(topic.name());
    askedNanos = System.nanoTime();
  }

  private void requireSame() throws InterruptedException {
    String id;
    try {
      id = answer.get().topicId().toString();
    } catch (ExecutionException e) {
      return; // the source reports brokers that do not answer
    }
    if (!id.equals(topic.id())) {
      throw new CommandException(
          "topic %s was deleted and created again (its id was %s and is %s now): its records are not those that were counted. Start with a new --checkpoint"
              .formatted(topic.name(), topic.id(), id));
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_LIMIT);
  }
}
