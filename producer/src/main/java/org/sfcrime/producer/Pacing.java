package org.sfcrime.producer;

/** Says how long to wait before each call; pure arithmetic on a clock that the caller reads. */
interface Pacing {
  /**
   * Returns how long to wait before the next call is sent, in nanoseconds; 0 or less if not at all.
   * Asked once for each call, in order.
   *
   * @param eventTimeMillis when the call happened
   * @param nowNanos the caller's monotonic clock
   */
  long waitNanos(long eventTimeMillis, long nowNanos);

  /** Sends as fast as possible. */
  static Pacing unlimited() {
    return (eventTimeMillis, nowNanos) -> 0;
  }

  /** Sends at most so many calls a second. */
  static Pacing throughput(long recordsPerSecond) {
    return new Throttle(recordsPerSecond);
  }

  /** Replays the calls so many times as fast as they happened, beginning with the first. */
  static Pacing speed(double factor) {
    return new Replay(factor);
  }

  /**
   * A token bucket that holds a tenth of a second's calls: a stall is caught up for at most that.
   */
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
        // Counted anew from here, and not carried on in small steps, so that no error adds up.
        startNanos = started ? nowNanos - BURST_NANOS : nowNanos;
        dueNanos = startNanos;
        started = true;
        records = 0;
      }
      records++;
      return dueNanos - nowNanos;
    }
  }

  /** Due times that are as far apart as the events were, divided by the factor. */
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
