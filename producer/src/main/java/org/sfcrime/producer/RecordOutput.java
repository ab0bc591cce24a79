package org.sfcrime.producer;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** How records leave: each on its own, or in {@link Transactions} with the position after them. */
interface RecordOutput {
  /** What a record is, as far as the position is concerned. */
  enum Kind {
    CALL,
    REJECTED
  }

  /** Sends a record; blocks while the buffer is full. */
  void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind);

  /** Fails if something failed since the last record was sent. */
  void check();

  /**
   * Waits until all that was sent can be read.
   *
   * @param ended whether nothing is left to send
   */
  void finish(boolean ended);

  /** Does the same after an interruption, for a limited time. */
  void stop(Duration atMost);

  /** Gives up what is not finished. */
  void close(Duration atMost);

  /** Returns how many of the calls sent can be read for certain, if {@code acknowledged} are. */
  long published(long acknowledged);

  /** Says in a line what a failure means. */
  String explain(Exception e);

  /** Sends each record on its own: for input that cannot be read again. */
  static RecordOutput withoutTransactions(Producer<byte[], byte[]> producer) {
    return new Plain(producer);
  }

  /** Records that do not depend on each other. */
  final class Plain implements RecordOutput {
    private final Producer<byte[], byte[]> producer;

    private Plain(Producer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind) {
      // Its outcome is the callback's.
      Future<RecordMetadata> unused = producer.send(record, callback);
    }

    @Override
    public void check() {
      // Every failure is a callback's.
    }

    @Override
    public void finish(boolean ended) {
      producer.flush();
    }

    @Override
    public void stop(Duration atMost) {
      // Closing waits for what is on its way.
    }

    @Override
    public void close(Duration atMost) {
      producer.close(atMost);
    }

    @Override
    public long published(long acknowledged) {
      return acknowledged;
    }

    @Override
    public String explain(Exception e) {
      return "The broker did not take a record: " + e.getMessage();
    }
  }
}
