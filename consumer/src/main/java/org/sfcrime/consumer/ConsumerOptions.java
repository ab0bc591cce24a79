package org.sfcrime.consumer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sfcrime.consumer.format.Format;

/**
 * The options of the consumer.
 *
 * @param topic the topic to read
 * @param start where to begin
 * @param end when to end
 * @param expected what must have arrived at the end
 * @param shown what is printed and written
 * @param brokerTimeout how long to wait for a broker at the start, and after the connection is lost
 */
record ConsumerOptions(
    String topic, Start start, End end, Expected expected, Shown shown, Duration brokerTimeout) {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

  private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";

  /**
   * @param fromBeginning begin at the first record instead of the end
   * @param group the consumer group to join, if any
   * @param partition the only partition to read, if any
   * @param offset the offset to begin at
   */
  record Start(
      boolean fromBeginning, Optional<String> group, OptionalInt partition, OptionalLong offset) {
    Start {
      require(offset.isEmpty() || partition.isPresent(), "--offset needs --partition");
      require(
          partition.isEmpty() || group.isEmpty(),
          "--partition and --group exclude each other: a group assigns the partitions itself");
      require(
          offset.isEmpty() || !fromBeginning, "--offset and --from-beginning exclude each other");
      require(
          partition.orElse(0) >= 0,
          "--partition (" + partition.orElse(0) + ") must not be negative");
      require(offset.orElse(0) >= 0, "--offset (" + offset.orElse(0) + ") must not be negative");
      require(group.isEmpty() || !group.get().isBlank(), "--group must not be blank");
    }
  }

  /**
   * @param untilEnd end at the end offsets of the start
   * @param maxMessages end after this number of records
   * @param timeout end when no record arrives for this time
   */
  record End(boolean untilEnd, OptionalLong maxMessages, Optional<Duration> timeout) {
    End {
      require(
          maxMessages.orElse(0) >= 0,
          "--max-messages (" + maxMessages.orElse(0) + ") must not be negative");
      require(
          timeout.isEmpty() || !timeout.get().isNegative(), "--timeout-ms must not be negative");
    }

    boolean isGiven() {
      return untilEnd || maxMessages.isPresent() || timeout.isPresent();
    }
  }

  /**
   * @param count the exact number of records
   * @param file the call file whose calls must arrive
   * @param checkIds whether to check for ids that arrive twice; always so with a file
   */
  record Expected(OptionalLong count, Optional<Path> file, boolean checkIds) {
    Expected {
      require(
          count.orElse(0) >= 0, "--expect-count (" + count.orElse(0) + ") must not be negative");
    }

    boolean isGiven() {
      return count.isPresent() || file.isPresent();
    }
  }

  /**
   * @param format how records are printed
   * @param quiet print no records
   * @param report the file of the report, if any
   * @param maxListed how many differences of each kind are listed
   */
  record Shown(Format format, boolean quiet, Optional<Path> report, int maxListed) {
    Shown {
      require(maxListed >= 0, "--max-listed (" + maxListed + ") must not be negative");
    }
  }

  ConsumerOptions {
    require(
        topic.matches(TOPIC) && !topic.equals(".") && !topic.equals(".."),
        "--topic ("
            + topic
            + ") is not a topic's name: letters, digits, dot, underscore and hyphen, at most 249");
    require(
        brokerTimeout.compareTo(Duration.ZERO) > 0, "--broker-timeout-ms must be greater than 0");
  }

  /** The time limit of a single request: another broker may answer the next one. */
  Duration answerTimeout() {
    return brokerTimeout.compareTo(LONGEST_ANSWER) < 0 ? brokerTimeout : LONGEST_ANSWER;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
