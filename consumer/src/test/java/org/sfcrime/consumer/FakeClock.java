package org.sfcrime.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.commandline.StopSignal;

/** A clock that advances by one millisecond at each reading, and by the whole time at each wait. */
final class FakeClock extends RunClock {
  private long nanos;
  private boolean stop;
  private final List<Runnable> tasks = new ArrayList<>();

  FakeClock() {
    super(new StopSignal());
  }

  /** Runs a task during the next wait. */
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
  long nanoTime() {
    nanos += 1_000_000;
    return nanos;
  }

  @Override
  boolean stopRequested() {
    return stop;
  }

  @Override
  boolean awaitStop(Duration duration) {
    pass(duration);
    tasks.forEach(Runnable::run);
    tasks.clear();
    return stop;
  }
}
