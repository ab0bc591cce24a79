package org.sfcrime.consumer;

import java.util.List;
import java.util.OptionalLong;
import org.sfcrime.consumer.verify.Verifier;

/**
 * The results that the summary and the report show.
 *
 * @param end why the reading ended
 * @param expectedCount the value of {@code --expect-count}
 */
record Result(
    String topic,
    ReadingLoop.End end,
    Throughput throughput,
    List<PartitionProgress> partitions,
    Verifier verifier,
    OptionalLong expectedCount) {

  /** Whether {@code --expect-count} is met or not given. */
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
