package org.sfcrime.producer;

/** Counts latencies by the millisecond, in fixed memory: up to two minutes, and all beyond. */
final class LatencyHistogram {
  private static final int MAX_MILLIS = 120_000;

  private final long[] counts = new long[MAX_MILLIS + 1];
  private long count;
  private long totalMillis;
  private long maxMillis;

  void add(long millis) {
    long latency = Math.max(0, millis);
    counts[(int) Math.min(latency, MAX_MILLIS)]++;
    count++;
    totalMillis += latency;
    maxMillis = Math.max(maxMillis, latency);
  }

  long count() {
    return count;
  }

  double averageMillis() {
    return count == 0 ? 0 : (double) totalMillis / count;
  }

  long maxMillis() {
    return maxMillis;
  }

  /**
   * Returns the latency that the fraction of all records did not exceed.
   *
   * @param fraction for example 0.99
   */
  long percentileMillis(double fraction) {
    long rank = (long) Math.ceil(fraction * count);
    long seen = 0;
    for (int millis = 0; millis < MAX_MILLIS; millis++) {
      seen += counts[millis];
      if (seen >= rank) {
        return millis;
      }
    }
    return maxMillis;
  }
}
