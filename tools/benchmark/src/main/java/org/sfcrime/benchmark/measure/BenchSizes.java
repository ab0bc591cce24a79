package org.sfcrime.benchmark.measure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The amounts to measure.
 *
 * @param calls calls of the catch-up, one table for each, ascending
 * @param repeat runs of each subject
 * @param clientCalls calls for producer and consumer
 * @param rates calls per second for the latency
 * @param latencyPart duration of each of the two parts of a latency run
 * @param classicBatches batches for the classic settings
 */
public record BenchSizes(
    List<Long> calls,
    int repeat,
    long clientCalls,
    List<Integer> rates,
    Duration latencyPart,
    int classicBatches) {
  private static final int MOST_RUNS = 100;
  private static final long SHORT_RUN = 200_000;

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
  }

  /** The calls limit the other sizes; null selects the default of calls or repeat. */
  public static BenchSizes of(boolean quick, List<Long> calls, Integer repeat) {
    List<Long> usual =
        quick ? List.of(200_000L, 1_000_000L) : List.of(200_000L, 2_000_000L, 20_000_000L);
    List<Long> chosen = calls == null ? usual : calls;
    long most = chosen.stream().mapToLong(Long::longValue).max().orElse(0);
    return new BenchSizes(
        chosen,
        repeat != null ? repeat : quick ? 2 : 3,
        Math.min(quick ? 500_000 : 2_000_000, most),
        Stream.of(200, 2_000, 20_000).filter(rate -> rate <= most).toList(),
        Duration.ofSeconds(quick || most < SHORT_RUN ? 12 : 60),
        quick ? 12 : 40);
  }

  long mostCalls() {
    return calls.get(calls.size() - 1);
  }

  /** Calls for measurements that vary something else: the second of at least three numbers. */
  long usualCalls() {
    return calls.size() > 2 ? calls.get(1) : mostCalls();
  }
}
