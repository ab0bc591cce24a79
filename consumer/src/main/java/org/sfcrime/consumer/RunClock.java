package org.sfcrime.consumer;

import java.time.Duration;
import org.sfcrime.commandline.StopSignal;

/** The time of a run, and whether a signal has requested its end. */
interface RunClock {
  long nanoTime();

  boolean stopRequested();

  /** Waits until a stop is requested, at most the given time; returns whether one is requested. */
  boolean awaitStop(Duration duration);

  /** The system's clock. */
  static RunClock system(StopSignal stop) {
    return new RunClock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public boolean stopRequested() {
        return stop.isRequested();
      }

      @Override
      public boolean awaitStop(Duration duration) {
        return stop.await(duration);
      }
    };
  }
}
