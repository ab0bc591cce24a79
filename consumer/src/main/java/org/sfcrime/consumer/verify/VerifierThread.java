package org.sfcrime.consumer.verify;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Verifies the records of a poll, in order, on a second thread while the next poll is running. The
 * results of the verifier can be read after {@link #await}.
 */
public final class VerifierThread implements AutoCloseable {
  private final Verifier verifier;
  private final LongSupplier nanoTime;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread verifying = new Thread(task, "verifier");
            verifying.setDaemon(true);
            return verifying;
          });
  private Future<Long> running;
  private long end;

  /**
   * @param nanoTime the monotonic clock of {@link #endNanos}
   */
  public VerifierThread(Verifier verifier, LongSupplier nanoTime) {
    this.verifier = verifier;
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong();
  }

  /** Starts to verify records, after the records of the last call are verified. */
  public void verify(List<ConsumerRecord<byte[], byte[]>> records) {
    await();
    if (verifier.checksIds()) {
      running =
          thread.submit(
              () -> {
                verifier.verify(records);
                return nanoTime.getAsLong();
              });
    }
  }

  /** Waits until all records are verified. */
  public void await() {
    if (running == null) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        end = running.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // A result for a part of the records would be wrong.
      } catch (ExecutionException e) {
        throw new IllegalStateException("verifying failed", e.getCause());
      }
    }
    running = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the time at which the last records were verified. */
  public long endNanos() {
    return end;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
