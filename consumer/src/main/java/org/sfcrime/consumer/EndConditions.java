package org.sfcrime.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides when the reading ends. End offsets decide instead of a number of records, because
 * transaction markers take offsets too.
 */
final class EndConditions {
  static final Duration LONGEST_POLL = Duration.ofMillis(500);

  private final TopicReader reader;
  private final ConsumerOptions options;
  private final RunClock clock;
  private final long expectedRecords;
  private final long maxMessages;
  private Map<TopicPartition, Long> target;
  private long lastArrival;
  private boolean idle;

  /**
   * @param expectedRecords the number of records after which the reading ends without an end
   *     option, or -1
   */
  EndConditions(TopicReader reader, ConsumerOptions options, RunClock clock, long expectedRecords) {
    this.reader = reader;
    this.options = options;
    this.clock = clock;
    this.expectedRecords = options.end().isGiven() ? -1 : expectedRecords;
    this.maxMessages = options.end().maxMessages().orElse(Long.MAX_VALUE);
  }

  /** Restarts the time-out and returns the current time. */
  long arrived() {
    lastArrival = clock.nanoTime();
    return lastArrival;
  }

  long lastArrival() {
    return lastArrival;
  }

  /**
   * Stores whether the last poll returned no records. The run can time out only after such a poll,
   * even if the machine was busy for a long time.
   */
  void polled(boolean nothing) {
    idle = nothing;
  }

  /** Returns the reason to end now, or null. */
  EndReason reason(long records) {
    setTarget(records);
    if (clock.stopRequested()) {
      return EndReason.SIGNAL;
    }
    if (maxMessagesReached(records)) {
      return EndReason.MAX_MESSAGES;
    }
    if (target != null && reader.reached(target)) {
      return options.end().untilEnd() ? EndReason.END_OFFSETS : EndReason.EXPECTED_ARRIVED;
    }
    return idle && timedOut() ? EndReason.TIMED_OUT : null;
  }

  boolean maxMessagesReached(long records) {
    return records >= maxMessages;
  }

  /** Returns the offset at which the reading of a partition ends. */
  long endOffset(TopicPartition partition) {
    return target == null ? Long.MAX_VALUE : target.getOrDefault(partition, Long.MAX_VALUE);
  }

  boolean hasEndOffsets() {
    return target != null;
  }

  private void setTarget(long records) {
    if (options.end().untilEnd()) {
      if (target == null) {
        target = new HashMap<>();
      }
      // With a group, partitions are assigned and revoked later.
      if (!target.keySet().containsAll(reader.assignment())) {
        reader.endOffsets().forEach(target::putIfAbsent);
      }
    } else if (target == null && expectedRecords >= 0 && records >= expectedRecords) {
      if (!options.start().hasFixedPartitions()) {
        reader.addNewPartitions();
      }
      Map<TopicPartition, Long> ends = reader.endOffsets();
      target = ends.isEmpty() ? null : ends;
    }
  }

  boolean timedOut() {
    return options.end().timeout().isPresent() && nanosLeft() <= 0;
  }

  Duration pollDuration() {
    return options.end().timeout().isEmpty()
        ? LONGEST_POLL
        : Duration.ofNanos(Math.max(0, Math.min(nanosLeft(), LONGEST_POLL.toNanos())));
  }

  private long nanosLeft() {
    return options.end().timeout().orElseThrow().toNanos() - (clock.nanoTime() - lastArrival);
  }
}
