package org.sfcrime.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param calls of the catch-up, a table each, in ascending order
 * @param repeat runs of each subject
 * @param clientCalls that producer and consumer move
 * @param rates calls a second at which latency is measured
 * @param latencyTime for how long, after as long a warm-up as a third of it
 * @param classicBatches how many the classic configuration is given
 */
record Sizes(
    List<Long> calls,
    int repeat,
    long clientCalls,
    List<Integer> rates,
    Duration latencyTime,
    int classicBatches) {
  private static final int MOST_RUNS = 100;
  private static final long SHORT_RUN = 200_000;

  Sizes {
    calls = calls.stream().sorted().distinct().toList();
    if (calls.isEmpty() || calls.get(0) < 1000) {
      throw new IllegalArgumentException(
          "--calls (" + calls + ") must be at least 1000: less is over before it is measured");
    }
    if (repeat < 1 || repeat > MOST_RUNS) {
      throw new IllegalArgumentException(
          "--repeat (%d) must be from 1 to %d".formatted(repeat, MOST_RUNS));
    }
    rates = List.copyOf(rates);
  }

  static Sizes full() {
    return new Sizes(
        List.of(200_000L, 2_000_000L, 20_000_000L),
        3,
        2_000_000,
        List.of(200, 2_000, 20_000),
        Duration.ofSeconds(60),
        40);
  }

  static Sizes quick() {
    return new Sizes(
        List.of(200_000L, 1_000_000L),
        2,
        500_000,
        List.of(200, 2_000, 20_000),
        Duration.ofSeconds(12),
        12);
  }

  /** With other calls: the rest follows where it would be more. */
  Sizes withCalls(List<Long> others) {
    long most = others.stream().mapToLong(Long::longValue).max().orElse(0);
    Duration shorter = most < SHORT_RUN ? quick().latencyTime() : latencyTime;
    List<Integer> slower = rates.stream().filter(rate -> rate <= most).toList();
    return new Sizes(others, repeat, Math.min(clientCalls, most), slower, shorter, classicBatches);
  }

  Sizes withRepeat(int times) {
    return new Sizes(calls, times, clientCalls, rates, latencyTime, classicBatches);
  }
}
