package org.sfcrime.consumer.verify;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Verifies the records of a poll on a second thread during the next poll. Call {@link #await}
 * before reading the results of the verifier.
 */
public final class VerifierThread {
  private final Verifier verifier;
  private final LongSupplier nanoTime;

  // The default executor starts a thread for each poll on a machine with two processors.
  private final Executor thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread verifying = new Thread(task, "verifier");
            verifying.setDaemon(true);
            return verifying;
          });

  private CompletableFuture<Long> running;

  /**
   * @param nanoTime the monotonic clock of {@link #await}
   */
  public VerifierThread(Verifier verifier, LongSupplier nanoTime) {
    this.verifier = verifier;
    this.nanoTime = nanoTime;
    this.running = CompletableFuture.completedFuture(nanoTime.getAsLong());
  }

  /** Waits until the earlier records are verified, and starts to verify these records. */
  public void verify(List<ConsumerRecord<byte[], byte[]>> records) {
    await();
    if (verifier.checksIds()) {
      running =
          CompletableFuture.supplyAsync(
              () -> {
                verifier.verify(records);
                return nanoTime.getAsLong();
              },
              thread);
    }
  }

  /**
   * Waits until all records are verified, even if the thread is interrupted: a result for only some
   * of the records would be wrong. Returns the time at which the last records were verified.
   */
  public long await() {
    try {
      return running.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("verifying failed", e.getCause());
    }
  }
}
