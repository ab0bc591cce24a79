package org.sfcrime.consumer;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StatusLines;

/** Checks every 5 seconds whether a broker answers and whether the topic has new partitions. */
final class TopicCheck {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final TopicReader reader;
  private final ConsumerOptions options;
  private final RunClock clock;
  private final StatusLines status;
  private long lastCheck;
  private long lastAnswer;
  private boolean saidNoAnswer;

  TopicCheck(TopicReader reader, ConsumerOptions options, RunClock clock, StatusLines status) {
    this.reader = reader;
    this.options = options;
    this.clock = clock;
    this.status = status;
    lastCheck = clock.nanoTime();
    lastAnswer = lastCheck;
  }

  void answered(long nanos) {
    lastAnswer = nanos;
  }

  /**
   * Checks whether a broker answers. Without records, the client itself does not report a lost
   * connection.
   *
   * @throws CommandException if no broker has answered for {@code --broker-timeout-ms}
   */
  void checkBroker() {
    if (!isDue() || reader.assignment().isEmpty()) {
      return;
    }
    try {
      reader.endOffsets();
      lastAnswer = clock.nanoTime();
      if (saidNoAnswer) {
        status.say("the broker answers again");
        saidNoAnswer = false;
      }
    } catch (TimeoutException e) {
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
  }

  /** Starts to read new partitions, unless the partitions or the end offsets are fixed. */
  void checkPartitions(boolean hasEndOffsets) {
    if (!isDue()) {
      return;
    }
    lastCheck = clock.nanoTime();
    if (!options.start().hasFixedPartitions() && !hasEndOffsets && !saidNoAnswer) {
      Set<Integer> added = reader.addNewPartitions();
      if (!added.isEmpty()) {
        status.say("reading new partitions %s", added);
      }
    }
  }

  private boolean isDue() {
    return clock.nanoTime() - lastCheck >= INTERVAL.toNanos();
  }
}
