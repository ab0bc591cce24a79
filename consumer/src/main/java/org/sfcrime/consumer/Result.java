package org.sfcrime.consumer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.consumer.verify.Verifier;

/**
 * The results that the summary, the report and the exit code show.
 *
 * @param end why the reading ended
 */
record Result(
    ConsumerOptions options,
    EndReason end,
    Throughput throughput,
    List<PartitionProgress> partitions,
    Verifier verifier) {

  /** Returns whether {@code --expect-count} is met or not given. */
  boolean countHolds() {
    return options.expected().count().orElse(throughput.records()) == throughput.records();
  }

  boolean hasExpectations() {
    return options.expected().isGiven();
  }

  boolean expectationsHold() {
    return countHolds() && (!verifier.hasExpectedCalls() || verifier.holds());
  }

  boolean interrupted() {
    return end == EndReason.SIGNAL;
  }

  /** Returns why the run read fewer records than requested, if a time-out ended the run early. */
  Optional<String> shortfall() {
    long read = throughput.records();
    long wanted = options.end().maxMessages().orElse(0L);
    if (end == EndReason.TIMED_OUT && read < wanted) {
      return Optional.of(
          String.format(
              Locale.ROOT, "%,d of %,d records arrived before the time-out", read, wanted));
    }
    return end == EndReason.TIMED_OUT && options.end().untilEnd()
        ? Optional.of("the time-out came before the end offsets were reached")
        : Optional.empty();
  }

  int exitCode() {
    if (interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return shortfall().isPresent() || !expectationsHold() ? ExitCode.DIFFERENT : ExitCode.DONE;
  }
}
