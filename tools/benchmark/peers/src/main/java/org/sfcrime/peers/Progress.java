package org.sfcrime.peers;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the calls that are in a window, and prints their number twice a second in the form of
 * Spark's progress events.
 *
 * <p>The operators of a topology are copies, so the number is static: a process runs one topology.
 */
final class Progress extends Thread {
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PRINT_EVERY_MILLIS = 500;
  private static final AtomicLong COUNTED = new AtomicLong();

  private final PrintStream out;
  private final long calls;

  private Progress(PrintStream out, long calls) {
    super("progress");
    this.out = out;
    this.calls = calls;
  }

  /** Starts a thread that ends when the calls are counted. */
  static Progress start(PrintStream out, long calls) {
    Progress progress = new Progress(out, calls);
    progress.setDaemon(true);
    progress.start();
    return progress;
  }

  /** Notes a call that an operator has counted. */
  static void counted() {
    COUNTED.incrementAndGet();
  }

  @Override
  public void run() {
    long printed = 0;
    long sinceNanos = System.nanoTime();
    while (printed < calls) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      long counted = COUNTED.get();
      long nanos = System.nanoTime();
      long millis = TimeUnit.NANOSECONDS.toMillis(nanos - sinceNanos);
      if (counted == calls || millis >= PRINT_EVERY_MILLIS) {
        out.printf(
            "{\"numInputRows\":%d,\"durationMs\":{\"triggerExecution\":%d}}%n",
            counted - printed, millis);
        printed = counted;
        sinceNanos = nanos;
      }
    }
  }
}
