package org.sfcrime.streaming.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.sfcrime.commandline.CommandException;

/**
 * Looks every other second whether the topic is still the one that the job started with.
 *
 * <p>One that is deleted and made again between two batches has other records at the offsets that
 * were read; Spark goes on behind them without a word.
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
   * Looks at the last answer, if there is one, and asks again when it is time to. Does not wait.
   *
   * @throws CommandException if the topic is another one
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
      return; // no answer is no news: whether records can be read is the source's concern
    }
    if (!id.equals(topic.id())) {
      throw new CommandException(
          "topic %s was deleted and made again (its id was %s and is %s now): its records are not those that were counted. Start with a new --checkpoint"
              .formatted(topic.name(), topic.id(), id));
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_LIMIT);
  }
}
