package org.sfcrime.consumer;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StatusLines;

/**
 * Checks every 5 seconds whether a broker answers, whether the topic is still the same and whether
 * the topic has new partitions. Decides how long the run goes on without an answer.
 */
final class TopicCheck {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final TopicReader reader;
  private final Supplier<CompletableFuture<Uuid>> ids;
  private final ConsumerOptions options;
  private final RunClock clock;
  private final StatusLines status;
  private long lastCheck;
  private long lastAnswer;
  private boolean saidNoAnswer;
  private CompletableFuture<Uuid> requestedId;
  private Uuid id;

  TopicCheck(
      TopicReader reader,
      Supplier<CompletableFuture<Uuid>> ids,
      ConsumerOptions options,
      RunClock clock,
      StatusLines status) {
    this.reader = reader;
    this.ids = ids;
    this.options = options;
    this.clock = clock;
    this.status = status;
    lastCheck = clock.nanoTime();
    lastAnswer = lastCheck;
  }

  /** Stores that a broker answered at this time of the clock. */
  void answered(long nanos) {
    lastAnswer = nanos;
    if (saidNoAnswer) {
      status.say("the broker answers again");
      saidNoAnswer = false;
    }
  }

  /**
   * Handles a request that has timed out.
   *
   * @throws CommandException if no broker has answered for {@code --broker-timeout-ms}
   */
  void noAnswer(TimeoutException e) {
    Duration patience = options.brokerTimeout();
    if (clock.nanoTime() - lastAnswer >= patience.toNanos()) {
      throw new CommandException(
          "no broker has answered for " + patience.toSeconds() + " s: is it still running?", e);
    }
    if (!saidNoAnswer) {
      status.say(
          "no broker answers; giving up after %d s (--broker-timeout-ms)", patience.toSeconds());
      saidNoAnswer = true;
    }
  }

  /**
   * Handles a request about the open topic that has timed out. The client also repeats a request
   * about a topic that no longer exists until the time-out.
   *
   * @throws CommandException if the topic was deleted, or as {@link #noAnswer}
   */
  void noAnswerAboutTopic(TimeoutException e) {
    failIfDeleted();
    noAnswer(e);
  }

  private void failIfDeleted() {
    if (reader.isTopicDeleted()) {
      throw new CommandException("topic " + options.topic() + " was deleted");
    }
  }

  /**
   * Compares the ids of the topic, as far as the brokers have answered. The client continues at its
   * position in a topic that was deleted and created again, which has other records there.
   */
  private void failIfCreatedAgain() {
    if (!requestedId.isDone()) {
      return;
    }
    if (!requestedId.isCompletedExceptionally()) {
      Uuid now = requestedId.join();
      if (id != null && !id.equals(now)) {
        throw new CommandException(
            "topic %s was deleted and created again: its records are not those that were read"
                .formatted(options.topic()));
      }
      id = now;
    }
    requestedId = ids.get();
  }

  /**
   * Checks the broker and the topic if a check is due.
   *
   * @param idle whether the last poll returned no records: the client itself does not report a lost
   *     connection
   * @param hasEndOffsets whether the partitions to read are fixed by end offsets
   * @throws TimeoutException if no broker answers
   * @throws CommandException if the topic was deleted, also if it was created again
   */
  void check(boolean idle, boolean hasEndOffsets) {
    long now = clock.nanoTime();
    if (requestedId == null) {
      requestedId = ids.get();
    }
    if (!saidNoAnswer && now - lastCheck < INTERVAL.toNanos()) {
      return;
    }
    lastCheck = now;
    failIfCreatedAgain();
    if (idle) {
      failIfDeleted();
      reader.requestAnswer();
      answered(clock.nanoTime());
    }
    if (!options.start().hasFixedPartitions() && !hasEndOffsets) {
      Set<Integer> added = reader.addNewPartitions();
      if (!added.isEmpty()) {
        status.say("reading new partitions %s", added);
      }
    }
  }
}
