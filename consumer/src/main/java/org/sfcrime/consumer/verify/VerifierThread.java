package org.sfcrime.consumer.verify;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Verifies the records of one poll on a thread of its own, in order, while those of the next are
 * read.
 *
 * <p>After {@link #await} the verifier is at rest, and what it found can be read.
 */
public final class VerifierThread implements AutoCloseable {
  private final Verifier verifier;
  private final LongSupplier clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread verifying = new Thread(task, "verifier");
            verifying.setDaemon(true);
            return verifying;
          });
  private Future<Long> running;
  private long end;

  public VerifierThread(Verifier verifier, LongSupplier clock) {
    this.verifier = verifier;
    this.clock = clock;
    this.end = clock.getAsLong();
  }

  /** Hands records over; before that it waits for those of the last call. */
  public void verify(List<ConsumerRecord<byte[], byte[]>> records) {
    await();
    if (verifier.checksIds()) {
      running =
          thread.submit(
              () -> {
                verifier.verify(records);
                return clock.getAsLong();
              });
    }
  }

  /** Waits until everything that was handed over is verified. */
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
        interrupted = true; // a verdict on half of the records would be a wrong one
      } catch (ExecutionException e) {
        throw new IllegalStateException("verifying failed", e.getCause());
      }
    }
    running = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the last records were done. */
  public long endNanos() {
    return end;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
