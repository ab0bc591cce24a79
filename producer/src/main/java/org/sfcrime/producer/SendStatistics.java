package org.sfcrime.producer;

import java.util.Locale;
import java.util.function.LongConsumer;

/** Counts what was sent and acknowledged, and how long that took; safe for two threads. */
final class SendStatistics {
  private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024.0;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LatencyHistogram latencies = new LatencyHistogram();
  private long startNanos = -1;
  private long bytes;
  private LongConsumer watcher = latencyMillis -> {};

  /** Is told of the latency of each call from now on, in milliseconds. */
  synchronized void watchedBy(LongConsumer latencyWatcher) {
    watcher = latencyWatcher;
  }

  synchronized void callSent() {
    if (startNanos < 0) {
      startNanos = System.nanoTime();
    }
  }

  synchronized void callAcknowledged(int valueBytes, long latencyMillis) {
    bytes += valueBytes;
    latencies.add(latencyMillis);
    watcher.accept(latencyMillis);
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long acknowledged() {
    return latencies.count();
  }

  /** Returns the summary in the words of kafka-producer-perf-test, up to now. */
  String summary() {
    return summary(System.nanoTime());
  }

  synchronized String summary(long nowNanos) {
    double seconds = startNanos < 0 ? 0 : (nowNanos - startNanos) / NANOS_PER_SECOND;
    double perSecond = seconds > 0 ? 1 / seconds : 0;
    return String.format(
        Locale.ROOT,
        "%d records sent, %.1f records/sec (%.2f MB/sec), %.2f ms avg latency,"
            + " %.2f ms max latency, %d ms 50th, %d ms 95th, %d ms 99th, %d ms 99.9th.",
        latencies.count(),
        latencies.count() * perSecond,
        bytes / BYTES_PER_MEGABYTE * perSecond,
        latencies.averageMillis(),
        (double) latencies.maxMillis(),
        latencies.percentileMillis(0.5),
        latencies.percentileMillis(0.95),
        latencies.percentileMillis(0.99),
        latencies.percentileMillis(0.999));
  }
}
