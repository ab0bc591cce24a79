package org.sfcrime.commandline;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to stop, usually made by SIGINT or SIGTERM.
 *
 * <p>A JVM shutdown hook turns a signal into the request and keeps the JVM alive until the run has
 * ended; the JVM then exits with 130 or 143 by itself. The streaming job cannot use a hook and has
 * {@link SignalHandler} instead.
 */
public final class StopSignal implements AutoCloseable {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private Runnable action = () -> {};
  private Thread hook;

  /**
   * Makes a signal request the stop.
   *
   * @param limit how long the JVM waits for {@link #close} before it exits all the same
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

  /** Sets the action of {@link #request}, for instance waking up a client that blocks. */
  public synchronized void onRequest(Runnable newAction) {
    action = newAction;
    if (isRequested()) {
      action.run();
    }
  }

  /** Ends the effect of {@link #onRequest}: the action does not run after this method returns. */
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
   * Waits until a stop is requested, or for the given time. An interrupt counts as a request.
   *
   * @return whether a stop is requested
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

  /** Ends the run: a JVM that waits for the run may exit. */
  @Override
  public synchronized void close() {
    ended.countDown();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM shuts down and runs the hook: nothing to remove.
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
