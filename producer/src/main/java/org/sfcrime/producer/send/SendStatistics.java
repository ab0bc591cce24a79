package org.sfcrime.producer.send;

import java.util.Locale;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/** Counts acknowledged records and their latencies; thread-safe. */
public final class SendStatistics {
  private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024.0;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Exact up to 32 seconds, in 256 KB; above, four significant digits. */
  private final Histogram latencies = new Histogram(4);

  private long startNanos = -1;
  private long bytes;
  private LongConsumer watcher = latencyMillis -> {};

  /** Passes the latency of each later acknowledgement to a watcher, in milliseconds. */
  public synchronized void watchedBy(LongConsumer latencyWatcher) {
    watcher = latencyWatcher;
  }

  public synchronized void callSent() {
    if (startNanos < 0) {
      startNanos = System.nanoTime();
    }
  }

  public synchronized void callAcknowledged(int valueBytes, long latencyMillis) {
    bytes += valueBytes;
    latencies.recordValue(Math.max(0, latencyMillis));
    watcher.accept(latencyMillis);
  }

  public synchronized long bytes() {
    return bytes;
  }

  public synchronized long acknowledged() {
    return latencies.getTotalCount();
  }

  /** Returns the summary up to now, in the format of kafka-producer-perf-test. */
  public String summary() {
    return summary(System.nanoTime());
  }

  public synchronized String summary(long nowNanos) {
    double seconds = startNanos < 0 ? 0 : (nowNanos - startNanos) / NANOS_PER_SECOND;
    double perSecond = seconds > 0 ? 1 / seconds : 0;
    return String.format(
        Locale.ROOT,
        "%d records sent, %.1f records/sec (%.2f MB/sec), %.2f ms avg latency,"
            + " %.2f ms max latency, %d ms 50th, %d ms 95th, %d ms 99th, %d ms 99.9th.",
        latencies.getTotalCount(),
        latencies.getTotalCount() * perSecond,
        bytes / BYTES_PER_MEGABYTE * perSecond,
        latencies.getMean(),
        (double) latencies.getMaxValue(),
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(95),
        latencies.getValueAtPercentile(99),
        latencies.getValueAtPercentile(99.9));
  }
}
