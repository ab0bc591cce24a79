package org.sfcrime.consumer;

import java.time.Duration;

/** The time of a run, and whether a signal ended it. */
public interface RunClock {
  long nanoTime();

  boolean stopRequested();

  /** Waits, but not longer than until a stop is requested. Returns whether one was. */
  boolean awaitStop(Duration duration);
}
