package org.sfcrime.producer.follow;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.sfcrime.producer.send.Committer;
import org.sfcrime.producer.send.RecordOutput;

/**
 * Sends the records of a poll in one transaction, so that readers see all of them or none.
 *
 * <p>A commit that has begun ends before the run stops. Closing aborts an open transaction.
 */
public final class PollTransaction implements RecordOutput {
  /** A stop takes less than 15 s also if the broker hangs. */
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(8);

  private static final String NEXT = "; the same command goes on from what is published.";

  private final Producer<byte[], byte[]> producer;
  private final Function<Exception, String> reasons;
  private final Duration timeToStop;
  private final Committer committer;
  private boolean open;

  /**
   * @param producer after its {@code initTransactions()}
   * @param reasons explains a failure of the client
   */
  public PollTransaction(Producer<byte[], byte[]> producer, Function<Exception, String> reasons) {
    this(producer, reasons, TIME_TO_STOP);
  }

  PollTransaction(
      Producer<byte[], byte[]> producer, Function<Exception, String> reasons, Duration timeToStop) {
    this.producer = producer;
    this.reasons = reasons;
    this.timeToStop = timeToStop;
    this.committer = new Committer(producer);
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

  /** Commits the poll. An interrupt, which asks to stop, limits the wait. */
  @Override
  public void finish(boolean ended) {
    if (!open) {
      return;
    }
    open = false;
    Future<?> commit = committer.start(producer::commitTransaction);
    try {
      Committer.await(commit, Committer.NO_LIMIT, () -> NEXT);
    } catch (InterruptException e) {
      Thread.interrupted();
      Committer.await(commit, timeToStop, () -> NEXT);
      Thread.currentThread().interrupt();
    }
  }

  /** Does nothing: a poll that was not sent completely is not committed. */
  @Override
  public void stop(Duration atMost) {}

  @Override
  public void close(Duration atMost) {
    committer.close(atMost);
  }

  @Override
  public String explain(Exception e) {
    if (Committer.isFenced(e)) {
      return "Fenced: another producer that follows this feed to this topic was started after this"
          + " one, or this one was stalled until the broker ended its transaction.";
    }
    return REFUSED + reasons.apply(e) + NEXT;
  }
}
