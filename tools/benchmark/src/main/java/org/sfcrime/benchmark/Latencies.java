package org.sfcrime.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From sending a call to the first count that has it.
 *
 * <p>A count of n has the n calls of its window, crime type and disposition that were sent first:
 * partitions are read at the same pace. Where they are not, it has a later call in place of an
 * earlier one, and the latency that is told is above the true one.
 */
final class Latencies {
  private final Map<String, List<Long>> sent = new HashMap<>();
  private final Map<String, List<Total>> totals = new HashMap<>();

  private record Total(long calls, long millis) {}

  /** A call; the key is that of its count. */
  void sent(String key, long millis) {
    sent.computeIfAbsent(key, none -> new ArrayList<>()).add(millis);
  }

  /** A count, with the time at which it was in its topic; of a key they come in their order. */
  void counted(String key, long calls, long millis) {
    totals.computeIfAbsent(key, none -> new ArrayList<>()).add(new Total(calls, millis));
  }

  /**
   * The latency of each call that was sent in a time, in milliseconds.
   *
   * @throws IllegalStateException if a call is in no count
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
