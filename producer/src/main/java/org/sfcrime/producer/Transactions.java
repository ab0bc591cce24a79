package org.sfcrime.producer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.sfcrime.producer.send.CommitPolicy;
import org.sfcrime.producer.send.Committer;
import org.sfcrime.producer.send.RecordOutput;

/**
 * Sends records in transactions. A transaction also contains the position after its last record, so
 * that records and position are visible together or not at all, even after a kill (the idea of
 * KIP-618).
 *
 * <p>The thread of the {@link Committer} also commits when no record comes, so a call becomes
 * visible although the next call is due in an hour. The lock keeps the records of a transaction and
 * its position together.
 *
 * <p>The first failure is kept, and no commit follows it. Closing aborts an open transaction; if
 * the process dies, the broker or the next producer with the same transactional.id aborts it.
 */
public final class Transactions implements RecordOutput {
  private static final Duration TICK = Duration.ofMillis(10);

  private final Producer<byte[], byte[]> producer;
  private final ProducerOptions options;
  private final String positionsTopic;
  private final String transactionalId;
  private final CommitPolicy policy;
  private final long callsBefore;
  private final ReentrantLock lock = new ReentrantLock();
  private final Committer committer;
  private volatile RuntimeException failed;
  private volatile ReplayPosition committed;
  private ReplayPosition position;
  private boolean open;
  private long openedNanos;
  private long lastCommitNanos;
  private long usualCommitNanos;
  private long records;

  /**
   * Creates an output that starts at a position.
   *
   * @param producer after its {@code initTransactions()}
   * @param committed the position of this job in the positions topic; if null, {@link #finish}
   *     writes {@code start}
   */
  Transactions(
      Producer<byte[], byte[]> producer,
      ProducerOptions options,
      ReplayPosition start,
      ReplayPosition committed,
      CommitPolicy policy) {
    this.producer = producer;
    this.options = options;
    this.positionsTopic = options.job().positionsTopic();
    this.transactionalId = options.job().transactionalId();
    this.policy = policy;
    this.position = start;
    this.committed = committed;
    this.callsBefore = start.calls();
    this.committer = new Committer(producer);
    committer.repeat(this::commitIfDue, TICK);
  }

  @Override
  public void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind) {
    boolean due;
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    try {
      check();
      begin();
      // The callback gets the result. If send throws, the record is not in the transaction.
      Future<RecordMetadata> unused = producer.send(record, callback);
      position = kind == Kind.CALL ? position.afterCall() : position.afterRejected();
      records++;
      due = policy.isFull(records) || isDue();
    } finally {
      lock.unlock();
    }
    if (due) {
      commit(false, Committer.NO_LIMIT);
    }
  }

  @Override
  public void check() {
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void finish(boolean ended) {
    commit(ended, Committer.NO_LIMIT);
  }

  @Override
  public void stop(Duration atMost) {
    commit(false, atMost);
  }

  /** Commits the sent records with the position, and waits for the commit. */
  private void commit(boolean ended, Duration atMost) {
    Committer.await(committer.start(() -> commitNow(ended)), atMost, this::rest);
    check();
  }

  @Override
  public void close(Duration atMost) {
    committer.close(atMost);
  }

  @Override
  public long published(long acknowledged) {
    return committed == null ? 0 : committed.calls() - callsBefore;
  }

  @Override
  public String explain(Exception e) {
    if (Committer.isFenced(e)) {
      return String.format(
          "Fenced: another producer of the same job (transactional.id %s) was started after this"
              + " one, or this one was stalled until the broker ended its transaction%s",
          transactionalId, rest());
    }
    return "The broker did not accept a record or a commit: " + options.whyNotSent(e) + rest();
  }

  private String rest() {
    long calls = committed == null ? 0 : committed.calls();
    return String.format(
        "; the first %,d calls are committed, --resume continues after them.", calls);
  }

  private void commitIfDue() {
    // While records arrive, send() commits; while none arrive, this method commits.
    if (lock.tryLock()) {
      try {
        if (isDue()) {
          commitNow(false);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isDue() {
    return open && policy.isDue(System.nanoTime() - openedNanos, usualCommitNanos);
  }

  private void commitNow(boolean ended) {
    lock.lock();
    try {
      if (ended) {
        position = position.atEnd();
      }
      if (failed == null && !position.equals(committed)) {
        long startNanos = System.nanoTime();
        begin();
        // If this send fails, the commit fails too.
        Future<RecordMetadata> unused = producer.send(positionRecord());
        producer.commitTransaction();
        committed = position;
        open = false;
        records = 0;
        measured(System.nanoTime() - startNanos);
      }
    } catch (KafkaException | IllegalStateException e) {
      failed = e;
    } finally {
      lock.unlock();
    }
  }

  /** One slow commit alone, such as the first one of a process, does not make the next one late. */
  private void measured(long commitNanos) {
    usualCommitNanos = Math.min(commitNanos, lastCommitNanos);
    lastCommitNanos = commitNanos;
  }

  private void begin() {
    if (!open) {
      producer.beginTransaction();
      open = true;
      openedNanos = System.nanoTime();
    }
  }

  private ProducerRecord<byte[], byte[]> positionRecord() {
    return new ProducerRecord<>(
        positionsTopic,
        ReplayPosition.PARTITION,
        transactionalId.getBytes(StandardCharsets.UTF_8),
        position.toJson());
  }
}
