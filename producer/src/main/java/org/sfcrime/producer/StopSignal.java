package org.sfcrime.producer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A request, usually a signal's, that the run stop reading, flush and print its summary.
 *
 * <p>The working thread is interrupted, so that it also leaves a read from a silent pipe or a send
 * to a full buffer; but only until it {@link #seal seals} this, so that flushing is not disturbed.
 */
final class StopSignal {
  private final Thread worker = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;
  private boolean sealed;

  boolean isRequested() {
    return requested;
  }

  synchronized void request() {
    requested = true;
    if (!sealed) {
      worker.interrupt();
    }
  }

  /** Called by the worker when it has stopped: from here on it is not interrupted any more. */
  synchronized void seal() {
    sealed = true;
    if (requested) {
      Thread.interrupted();
    }
  }

  /** Waits unless the run is to stop. */
  void pause(long nanos) {
    if (!requested && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** Called when the summary is printed. */
  void end() {
    ended.countDown();
  }

  /**
   * Makes SIGINT and SIGTERM stop the run; the JVM then exits with 130 or 143 by itself, once the
   * run has ended or the time is over.
   */
  Thread onSignal(Duration atMost) {
    Thread hook =
        new Thread(
            () -> {
              request();
              awaitEnd(atMost);
            },
            "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private void awaitEnd(Duration atMost) {
    try {
      if (!ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(ProducerRun.INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
