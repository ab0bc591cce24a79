package org.sfcrime.streaming.query;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets the batch that is being written end, and no further one begin, before the query is stopped.
 */
public final class StopGate {
  private static final long POLL_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private BooleanSupplier isActive = () -> true;
  private boolean inside;
  private boolean closed;

  /**
   * Begins to write a batch. Once the gate is closed this waits for the interrupt by which Spark
   * stops a query; the batch, not yet written, is done when the job starts again.
   */
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (closed) {
        // The interrupt may be lost: Hadoop swallows one that comes while it writes a checkpoint
        // file.
        boolean unused = changed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (!isActive.getAsBoolean()) {
          throw new InterruptedException("the query is stopped");
        }
      }
      inside = true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the gate and waits, no longer than the limit, for the batch inside to be written.
   *
   * @param active whether the query has not been told to stop yet
   * @return whether it is, or there was none
   */
  public boolean close(Duration limit, BooleanSupplier active) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      closed = true;
      isActive = active;
      long left = limit.toNanos();
      while (inside && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !inside;
    } finally {
      lock.unlock();
    }
  }
}
