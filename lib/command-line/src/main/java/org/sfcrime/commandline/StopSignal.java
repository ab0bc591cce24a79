package org.sfcrime.commandline;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to stop, usually made by SIGINT or SIGTERM.
 *
 * <p>On a signal, a JVM shutdown hook makes the request and keeps the JVM alive until the run has
 * ended. The JVM then exits with code 130 or 143. The streaming job cannot use a hook; it uses
 * {@link SignalHandler}.
 */
public final class StopSignal implements AutoCloseable {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private Runnable action = () -> {};
  private Thread hook;

  /**
   * Requests a stop when the JVM receives a signal.
   *
   * @param limit how long the JVM waits for {@link #close} before it exits anyway
   */
  public synchronized void onSignal(Duration limit) {
    hook =
        new Thread(
            () -> {
              request();
              awaitEnd(limit);
            },
            "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Sets the action of {@link #request}, for example to wake up a blocked client. */
  public synchronized void onRequest(Runnable newAction) {
    action = newAction;
    if (isRequested()) {
      action.run();
    }
  }

  /** Removes the action, which does not run after this method returns. */
  public synchronized void clearAction() {
    action = () -> {};
  }

  /** Requests the stop and runs the action. */
  public synchronized void request() {
    requested.countDown();
    action.run();
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Waits for a request and returns whether a stop is requested. An interrupt counts as a request.
   *
   * @param time the maximum time to wait
   */
  public boolean await(Duration time) {
    try {
      return requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      requested.countDown();
      return true;
    }
  }

  /** Marks the end of the run, so that the JVM no longer waits for it. */
  @Override
  public synchronized void close() {
    ended.countDown();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is shutting down: the hook is already running.
      }
    }
  }

  private void awaitEnd(Duration limit) {
    try {
      ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
