package org.sfcrime.cityfeed;

import java.util.Random;

/** Decides at random, but from a seed, which requests meet a fault. */
final class FeedFaults {
  /** What happens to a request. */
  enum Fault {
    NONE,
    /** Status 429 with {@code Retry-After}, often for several requests in a row. */
    THROTTLED,
    /** Status 202: the query is still running. */
    STILL_RUNNING,
    /** Status 503. */
    UNAVAILABLE,
    /** Status 200 with an error object. */
    ERROR_OBJECT,
    /** The connection ends in the body. */
    CUT,
    /** The connection ends without an answer, and the feed changes for an hour meanwhile. */
    DOWN,
    /** The page shows some rows twice, the first time as they were before. */
    SHOWN_TWICE,
    /** The table is rewritten after a full page. */
    CHANGED_BETWEEN_PAGES
  }

  private static final int LONGEST_STORM = 6;
  private static final int KILOBYTE = 1024;

  private final int percent;
  private final Random random;
  private int throttledNext;
  private int cuts;

  FeedFaults(int percent, long seed) {
    this.percent = percent;
    this.random = new Random(seed);
  }

  Fault next() {
    if (throttledNext > 0) {
      throttledNext--;
      return Fault.THROTTLED;
    }
    Fault[] all = Fault.values();
    Fault fault =
        random.nextInt(100) < percent ? all[1 + random.nextInt(all.length - 1)] : Fault.NONE;
    throttledNext = fault == Fault.THROTTLED ? random.nextInt(LONGEST_STORM) : 0;
    return fault;
  }

  /**
   * Returns where to cut a body: within its first kilobyte, the next time within the second, and so
   * on. A shorter body is cut anywhere.
   */
  int cut(int bytes) {
    int kilobyte = bytes < KILOBYTE ? 0 : cuts++ % (1 + bytes / KILOBYTE);
    return Math.min(kilobyte * KILOBYTE + random.nextInt(KILOBYTE), bytes - 1);
  }
}
