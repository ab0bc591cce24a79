package org.sfcrime.endtoend.harness;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions, closely and with a bound. */
public final class Await {
  /** How long the promise may take to hold again. */
  public static final Duration HEALED = Duration.ofMinutes(2);

  private static final Duration CLOSELY = Duration.ofMillis(1);

  private Await() {}

  /** Returns how long it took until the condition held; fails after {@link #HEALED}. */
  public static Duration until(String what, Callable<Boolean> condition) {
    long startNanos = System.nanoTime();
    await(what)
        .atMost(HEALED)
        .pollDelay(Duration.ZERO)
        .pollInterval(CLOSELY)
        .pollInSameThread()
        .until(condition);
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
