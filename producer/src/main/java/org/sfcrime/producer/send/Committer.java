package org.sfcrime.producer.send;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.sfcrime.commandline.CommandException;

/**
 * Makes all commits of a producer on a thread of its own: a signal interrupts the main thread, and
 * must not interrupt a commit.
 */
public final class Committer {
  /** For a wait without a limit. */
  public static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

  private final Producer<byte[], byte[]> producer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread committer = new Thread(task, "committer");
            committer.setDaemon(true);
            return committer;
          });

  public Committer(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Repeats a task, with pauses, until {@link #close}. */
  public void repeat(Runnable task, Duration pause) {
    long nanos = pause.toNanos();
    Future<?> unused = thread.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Starts a commit, after those that were started before. */
  public Future<?> start(Runnable commit) {
    return thread.submit(commit);
  }

  /**
   * Waits for the end of a commit.
   *
   * @param next the end of the message if the commit does not end: what the user can do
   * @throws CommandException if the commit does not end in time
   * @throws InterruptException if this thread is interrupted; the commit goes on
   * @throws KafkaException if the commit fails
   */
  public static void await(Future<?> commit, Duration atMost, Supplier<String> next) {
    try {
      commit.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CommandException(
          "The last transaction was not committed within " + atMost.toSeconds() + " s" + next.get(),
          e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /** Returns whether a newer producer with the same transactional.id is the cause of a failure. */
  public static boolean isFenced(Exception failure) {
    Throwable cause = failure;
    while (cause != null
        && !(cause instanceof ProducerFencedException)
        && !(cause instanceof InvalidProducerEpochException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Interrupts a commit that has not ended, and closes the producer, which aborts the rest. */
  public void close(Duration atMost) {
    thread.shutdownNow();
    producer.close(atMost);
  }
}
