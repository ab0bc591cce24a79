package org.sfcrime.benchmark.measure;

import java.util.regex.Pattern;

/** Finds the rate in the output of Kafka's perf tests; the producer prints the same format. */
final class PerfTestLog {
  private static final Pattern SENT = Pattern.compile("records sent, ([0-9.]+) records/sec");

  /** The last of ten columns is the rate of fetching. */
  private static final Pattern CONSUMED =
      Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\d .*, ([0-9.]+)$");

  private PerfTestLog() {}

  /** The rate of the last line, which covers the whole run. */
  static double producerRate(String log) {
    return lastRate(SENT, log);
  }

  /** The rate of fetching, without the time for joining the group. */
  static double consumerRate(String log) {
    return lastRate(CONSUMED, log);
  }

  private static double lastRate(Pattern pattern, String log) {
    return pattern
        .matcher(log)
        .results()
        .map(match -> Double.parseDouble(match.group(1)))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new IllegalStateException("no rate found in: " + log));
  }
}
