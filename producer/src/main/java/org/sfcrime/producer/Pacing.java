package org.sfcrime.producer;

/** Computes how long to wait before each call. The caller reads the clock and waits. */
interface Pacing {
  /**
   * Returns the wait before the next call is sent, in nanoseconds; 0 or less means no wait. Must be
   * called once for each call, in order.
   *
   * @param eventTimeMillis the event time of the call
   * @param nowNanos the caller's monotonic clock
   */
  long waitNanos(long eventTimeMillis, long nowNanos);

  /** Sends as fast as possible. */
  static Pacing unlimited() {
    return (eventTimeMillis, nowNanos) -> 0;
  }

  /** Sends at most this number of calls per second. */
  static Pacing throughput(long recordsPerSecond) {
    return new Throttle(recordsPerSecond);
  }

  /** Replays the calls faster than they happened, by this factor. */
  static Pacing speed(double factor) {
    return new Replay(factor);
  }

  /** A token bucket of a tenth of a second: after a stall, only that tenth is caught up. */
  final class Throttle implements Pacing {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long BURST_NANOS = NANOS_PER_SECOND / 10;

    private final double nanosPerRecord;
    private boolean started;
    private long startNanos;
    private long records;

    private Throttle(long recordsPerSecond) {
      this.nanosPerRecord = (double) NANOS_PER_SECOND / recordsPerSecond;
    }

    @Override
    public long waitNanos(long eventTimeMillis, long nowNanos) {
      long dueNanos = startNanos + (long) (records * nanosPerRecord);
      if (!started || nowNanos - dueNanos > BURST_NANOS) {
        // Restarts the count here instead of adding small steps, so that errors do not add up.
        startNanos = started ? nowNanos - BURST_NANOS : nowNanos;
        dueNanos = startNanos;
        started = true;
        records = 0;
      }
      records++;
      return dueNanos - nowNanos;
    }
  }

  /** The intervals between the event times, divided by the factor. */
  final class Replay implements Pacing {
    private static final double NANOS_PER_MILLI = 1e6;

    private final double factor;
    private boolean started;
    private long startNanos;
    private long firstEventMillis;

    private Replay(double factor) {
      this.factor = factor;
    }

    @Override
    public long waitNanos(long eventTimeMillis, long nowNanos) {
      if (!started) {
        started = true;
        startNanos = nowNanos;
        firstEventMillis = eventTimeMillis;
      }
      long sinceFirst = (long) ((eventTimeMillis - firstEventMillis) * NANOS_PER_MILLI / factor);
      return startNanos + sinceFirst - nowNanos;
    }
  }
}
