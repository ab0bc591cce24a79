package org.sfcrime.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.sfcrime.commandline.StopSignal;

/** A clock that advances by one millisecond at each reading, and by the whole time at each wait. */
final class FakeClock extends RunClock {
  private long nanos;
  private boolean stop;
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  FakeClock() {
    super(new StopSignal());
  }

  /** Runs a task during the next wait that has no task yet. */
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
    if (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    return stop;
  }
}
