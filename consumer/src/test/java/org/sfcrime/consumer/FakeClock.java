package org.sfcrime.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A clock that moves on a millisecond whenever it is looked at, and by the whole wait when it is
 * waited on.
 */
final class FakeClock implements RunClock {
  private long nanos;
  private boolean stop;
  private final List<Runnable> tasks = new ArrayList<>();

  /** Does something during the next wait. */
  void atWait(Runnable task) {
    tasks.add(task);
  }

  void stop() {
    stop = true;
  }

  void pass(Duration duration) {
    nanos += duration.toNanos();
  }

  @Override
  public long nanoTime() {
    nanos += 1_000_000;
    return nanos;
  }

  @Override
  public boolean stopRequested() {
    return stop;
  }

  @Override
  public boolean awaitStop(Duration duration) {
    pass(duration);
    tasks.forEach(Runnable::run);
    tasks.clear();
    return stop;
  }
}
