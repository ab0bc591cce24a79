package org.sfcrime.consumer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.consumer.format.Format;

/**
 * The options of the consumer.
 *
 * @param range the calls that are printed and verified; with a range, other records are left out
 * @param brokerTimeout how long to wait for a broker at the start, and after the connection is lost
 */
record ConsumerOptions(
    String topic,
    EventTimeRange range,
    Start start,
    End end,
    Expected expected,
    Shown shown,
    Duration brokerTimeout) {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
  private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";

  /**
   * Where to start.
   *
   * @param fromBeginning start at the first record instead of the end
   * @param partition the only partition to read
   */
  record Start(
      boolean fromBeginning,
      Optional<String> group,
      Optional<Integer> partition,
      Optional<Long> offset) {
    Start {
      require(offset.isEmpty() || partition.isPresent(), "--offset needs --partition");
      require(
          partition.isEmpty() || group.isEmpty(),
          "--partition and --group exclude each other: a group assigns the partitions itself");
      require(
          offset.isEmpty() || !fromBeginning, "--offset and --from-beginning exclude each other");
      requireNotNegative("--partition", partition.orElse(0));
      requireNotNegative("--offset", offset.orElse(0L));
      require(group.isEmpty() || !group.get().isBlank(), "--group must not be blank");
    }

    /** Returns whether the run does not add new partitions of the topic itself. */
    boolean hasFixedPartitions() {
      return group.isPresent() || partition.isPresent();
    }
  }

  /**
   * When to end.
   *
   * @param untilEnd end at the end offsets that the topic has at the start
   * @param timeout end when no record arrives for this time
   */
  record End(boolean untilEnd, Optional<Long> maxMessages, Optional<Duration> timeout) {
    End {
      requireNotNegative("--max-messages", maxMessages.orElse(0L));
      requireNotNegative("--timeout-ms", timeout.orElse(Duration.ZERO).toMillis());
    }

    boolean isGiven() {
      return untilEnd || maxMessages.isPresent() || timeout.isPresent();
    }
  }

  /**
   * The records that must have arrived at the end.
   *
   * @param count the exact number of records
   * @param file the call file whose calls must arrive
   * @param checkIds whether to check for ids that arrive twice; ignored with a file, which includes
   *     the check
   */
  record Expected(Optional<Long> count, Optional<Path> file, boolean checkIds) {
    Expected {
      requireNotNegative("--expect-count", count.orElse(0L));
    }

    boolean isGiven() {
      return count.isPresent() || file.isPresent();
    }
  }

  /**
   * The output.
   *
   * @param quiet print no records
   * @param report the file to write the report to
   * @param maxListed how many differences of each kind are listed
   */
  record Shown(Format format, boolean quiet, Optional<Path> report, int maxListed) {
    Shown {
      requireNotNegative("--max-listed", maxListed);
    }
  }

  ConsumerOptions {
    require(
        topic.matches(TOPIC) && !topic.equals(".") && !topic.equals(".."),
        "--topic ("
            + topic
            + ") is not a valid topic name: use up to 249 letters, digits, dots, underscores and hyphens");
    require(
        brokerTimeout.compareTo(Duration.ZERO) > 0, "--broker-timeout-ms must be greater than 0");
  }

  /** Returns the time limit of one request, after which another broker may answer the next. */
  Duration answerTimeout() {
    return brokerTimeout.compareTo(LONGEST_ANSWER) < 0 ? brokerTimeout : LONGEST_ANSWER;
  }

  private static void requireNotNegative(String flag, long value) {
    require(value >= 0, flag + " (" + value + ") must not be negative");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
