package org.sfcrime.benchmark.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the time from the send of each call to the first count that includes the call.
 *
 * <p>A total of n is assumed to include the n calls of its key that were sent first. If partitions
 * are read at different rates the computed latency is higher than the actual one.
 */
final class CallLatencies {
  private final Map<String, List<Long>> sent = new HashMap<>();
  private final Map<String, List<Total>> totals = new HashMap<>();

  private record Total(long calls, long millis) {}

  /** Adds a call with the key of its count. */
  void sent(String key, long millis) {
    sent.computeIfAbsent(key, none -> new ArrayList<>()).add(millis);
  }

  /** Adds a count with its timestamp; the counts of a key must be added in order. */
  void counted(String key, long calls, long millis) {
    totals.computeIfAbsent(key, none -> new ArrayList<>()).add(new Total(calls, millis));
  }

  /**
   * The latencies in milliseconds of the calls sent in a time range; {@code toMillis} is exclusive.
   *
   * @throws IllegalStateException if no count includes a call
   */
  List<Double> ofCallsSent(long fromMillis, long toMillis) {
    List<Double> latencies = new ArrayList<>();
    sent.forEach(
        (key, calls) -> {
          Collections.sort(calls);
          for (int i = 0; i < calls.size(); i++) {
            long at = calls.get(i);
            if (at >= fromMillis && at < toMillis) {
              latencies.add((double) (first(key, i + 1L) - at));
            }
          }
        });
    return latencies;
  }

  private long first(String key, long calls) {
    return totals.getOrDefault(key, List.of()).stream()
        .filter(total -> total.calls() >= calls)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("call " + calls + " of " + key + " is in no count"))
        .millis();
  }
}
