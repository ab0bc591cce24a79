package org.sfcrime.benchmark;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the rate in what Kafka's perf tests print, and our producer after their example. */
final class PerfTests {
  private static final Pattern SENT = Pattern.compile("records sent, ([0-9.]+) records/sec");

  /**
   * Start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, fetch MB/s, records/s of
   * fetching.
   */
  private static final Pattern CONSUMED =
      Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\d .*, ([0-9.]+)$");

  private PerfTests() {}

  /** Of the last line, which is about the whole run. */
  static double producerRate(String log) {
    return last(SENT.matcher(log), log);
  }

  /** While it fetched: joining its group is not counted against it. */
  static double consumerRate(String log) {
    return last(CONSUMED.matcher(log), log);
  }

  private static double last(Matcher matcher, String log) {
    List<String> rates = matcher.results().map(result -> group(result)).toList();
    if (rates.isEmpty()) {
      throw new IllegalStateException("there is no rate in: " + log);
    }
    return Double.parseDouble(rates.get(rates.size() - 1));
  }

  private static String group(MatchResult result) {
    return result.group(1);
  }
}
