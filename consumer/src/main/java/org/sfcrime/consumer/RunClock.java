package org.sfcrime.consumer;

import java.time.Duration;
import org.sfcrime.commandline.StopSignal;

/** The monotonic clock of a run, and whether a stop is requested. Tests replace the clock. */
class RunClock {
  private final StopSignal stop;

  RunClock(StopSignal stop) {
    this.stop = stop;
  }

  long nanoTime() {
    return System.nanoTime();
  }

  boolean stopRequested() {
    return stop.isRequested();
  }

  /** Waits for a request, at most the given time, and returns whether a stop is requested. */
  boolean awaitStop(Duration duration) {
    return stop.await(duration);
  }
}
