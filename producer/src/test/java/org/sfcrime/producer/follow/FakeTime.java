package org.sfcrime.producer.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that only waiting moves. */
public final class FakeTime implements Waiting {
  /** Noon in San Francisco. */
  public static final Instant START = Instant.parse("2026-11-20T20:00:00Z");

  public final List<Duration> waits = new ArrayList<>();

  /** Runs in each wait; may end the run. */
  public OnWait onWait = number -> {};

  private Instant now = START;

  /** What happens in a wait. */
  public interface OnWait {
    void waiting(int number) throws InterruptedException;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void waitFor(Duration time) throws InterruptedException {
    now = now.plus(time);
    waits.add(time);
    onWait.waiting(waits.size());
  }
}
