package org.sfcrime.benchmark.measure;

import java.time.Duration;
import java.util.List;

/**
 * The amounts to measure.
 *
 * @param calls calls of the catch-up, one table for each, ascending
 * @param repeat runs of each subject
 * @param clientCalls calls for producer and consumer
 * @param rates calls a second for the latency
 * @param latencyTime duration of a latency run, after a warm-up of a third of the duration
 * @param classicBatches batches for the classic settings
 */
public record BenchSizes(
    List<Long> calls,
    int repeat,
    long clientCalls,
    List<Integer> rates,
    Duration latencyTime,
    int classicBatches) {
  private static final int MOST_RUNS = 100;
  private static final long SHORT_RUN = 200_000;
  private static final Duration SHORT_LATENCY_TIME = Duration.ofSeconds(12);
  private static final List<Integer> RATES = List.of(200, 2_000, 20_000);

  public BenchSizes {
    calls = calls.stream().sorted().distinct().toList();
    if (calls.isEmpty() || calls.get(0) < 1000) {
      throw new IllegalArgumentException(
          "--calls (" + calls + ") must be at least 1000: a smaller run is too short to measure");
    }
    if (repeat < 1 || repeat > MOST_RUNS) {
      throw new IllegalArgumentException(
          "--repeat (%d) must be from 1 to %d".formatted(repeat, MOST_RUNS));
    }
    rates = List.copyOf(rates);
  }

  public static BenchSizes full() {
    List<Long> calls = List.of(200_000L, 2_000_000L, 20_000_000L);
    return new BenchSizes(calls, 3, 2_000_000, RATES, Duration.ofSeconds(60), 40);
  }

  public static BenchSizes quick() {
    List<Long> calls = List.of(200_000L, 1_000_000L);
    return new BenchSizes(calls, 2, 500_000, RATES, SHORT_LATENCY_TIME, 12);
  }

  /** Changes the calls of the catch-up, and limits the other sizes to their maximum. */
  public BenchSizes withCalls(List<Long> others) {
    long most = others.stream().mapToLong(Long::longValue).max().orElse(0);
    Duration time = most < SHORT_RUN ? SHORT_LATENCY_TIME : latencyTime;
    List<Integer> slower = rates.stream().filter(rate -> rate <= most).toList();
    return new BenchSizes(
        others, repeat, Math.min(clientCalls, most), slower, time, classicBatches);
  }

  public BenchSizes withRepeat(int times) {
    return new BenchSizes(calls, times, clientCalls, rates, latencyTime, classicBatches);
  }

  long mostCalls() {
    return calls.get(calls.size() - 1);
  }
}
