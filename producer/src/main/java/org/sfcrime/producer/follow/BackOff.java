package org.sfcrime.producer.follow;

import java.time.Duration;

/**
 * The waits between the attempts of one poll: 1 s, then twice as long each time, up to a minute.
 * Their sum has a bound. Not thread-safe.
 */
final class BackOff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration left;
  private Duration next = FIRST;

  /**
   * @param bound the longest sum of the waits
   */
  BackOff(Duration bound) {
    left = bound;
  }

  /**
   * Returns the wait before the next attempt, or null if it would exceed the bound.
   *
   * @param asked how long the feed asks to wait, or zero
   */
  Duration next(Duration asked) {
    Duration wait = asked.compareTo(next) > 0 ? asked : next;
    if (wait.compareTo(left) > 0) {
      return null;
    }
    left = left.minus(wait);
    next = next.multipliedBy(2);
    next = next.compareTo(LONGEST) > 0 ? LONGEST : next;
    return wait;
  }
}
