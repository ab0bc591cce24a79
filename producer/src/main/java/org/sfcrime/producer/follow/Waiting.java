package org.sfcrime.producer.follow;

import java.time.Duration;
import java.time.Instant;

/** The time of a run: its clock and its waits. Tests have a clock that waiting moves. */
public interface Waiting {
  Instant now();

  /**
   * Waits.
   *
   * @throws InterruptedException if the run is to stop
   */
  void waitFor(Duration time) throws InterruptedException;
}
