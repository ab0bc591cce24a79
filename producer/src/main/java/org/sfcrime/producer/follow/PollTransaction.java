package org.sfcrime.producer.follow;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.producer.send.RecordOutput;

/**
 * Sends the records of a poll in one transaction, so that readers see all of them or none.
 *
 * <p>A thread of its own commits: a signal interrupts the main thread, and must not interrupt a
 * commit. Closing aborts an open transaction.
 */
public final class PollTransaction implements RecordOutput {
  private final Producer<byte[], byte[]> producer;
  private final ExecutorService committer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "committer");
            thread.setDaemon(true);
            return thread;
          });
  private boolean open;
  private Future<?> commit;

  /**
   * @param producer after its {@code initTransactions()}
   */
  public PollTransaction(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind) {
    if (!open) {
      producer.beginTransaction();
      open = true;
    }
    // The callback gets the result.
    Future<RecordMetadata> unused = producer.send(record, callback);
  }

  /** Commits the poll. */
  @Override
  public void finish(boolean ended) {
    if (open) {
      open = false;
      commit = committer.submit(producer::commitTransaction);
      await(Duration.ofNanos(Long.MAX_VALUE));
    }
  }

  /** Waits for a commit that has begun; a poll that was not sent completely is not committed. */
  @Override
  public void stop(Duration atMost) {
    if (commit != null) {
      await(atMost);
    }
  }

  private void await(Duration atMost) {
    try {
      commit.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CommandException(
          "The last poll was not committed within " + atMost.toSeconds() + " s.", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close(Duration atMost) {
    committer.shutdownNow();
    producer.close(atMost);
  }

  @Override
  public String explain(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return "Fenced: another producer that follows this feed to this topic was started after this"
            + " one, or this one was stalled until the broker ended its transaction.";
      }
    }
    return RecordOutput.super.explain(e) + "; the same command goes on from what is published.";
  }
}
