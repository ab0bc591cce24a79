package org.sfcrime.cityfeed;

import java.util.Random;

/** Decides at random, but from a seed, which requests meet a fault. */
final class FeedFaults {
  /** What happens to a request. */
  enum Fault {
    NONE,
    /** Status 429 with {@code Retry-After}. */
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
    /** The table is rewritten after the page. */
    CHANGED_BETWEEN_PAGES
  }

  private final int percent;
  private final Random random;

  FeedFaults(int percent, long seed) {
    this.percent = percent;
    this.random = new Random(seed);
  }

  Fault next() {
    Fault[] all = Fault.values();
    return random.nextInt(100) < percent ? all[1 + random.nextInt(all.length - 1)] : Fault.NONE;
  }

  /** Returns where to cut a body: after some kilobytes, or in the first one. */
  int cut(int bytes) {
    return Math.min(random.nextInt(1 + bytes / 1024) * 1024 + random.nextInt(1024), bytes - 1);
  }
}
