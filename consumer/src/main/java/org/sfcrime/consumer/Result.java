package org.sfcrime.consumer;

import java.util.List;
import java.util.OptionalLong;
import org.sfcrime.consumer.verify.Verifier;

/**
 * Everything the summary and the report tell.
 *
 * @param end why the reading ended
 * @param expectedCount how many records {@code --expect-count} asked for
 */
record Result(
    String topic,
    ReadingLoop.End end,
    Throughput throughput,
    List<PartitionProgress> partitions,
    Verifier verifier,
    OptionalLong expectedCount) {

  /** Whether {@code --expect-count} is met, or was not given. */
  boolean countHolds() {
    return expectedCount.isEmpty() || expectedCount.getAsLong() == throughput.records();
  }

  boolean hasExpectations() {
    return verifier.hasExpectedCalls() || expectedCount.isPresent();
  }

  boolean expectationsHold() {
    return countHolds() && (!verifier.hasExpectedCalls() || verifier.holds());
  }

  boolean interrupted() {
    return end == ReadingLoop.End.SIGNAL;
  }
}
