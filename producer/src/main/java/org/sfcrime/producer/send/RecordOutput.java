package org.sfcrime.producer.send;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends records: each on its own, or in {@code Transactions} together with the position. */
public interface RecordOutput {
  /** The kinds of records that a position counts. */
  enum Kind {
    CALL,
    REJECTED
  }

  /** Sends a record; blocks while the client's buffer is full. */
  void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind);

  /** Throws the first failure, if there is one. */
  void check();

  /**
   * Waits until consumers can read all records.
   *
   * @param ended whether the whole input is sent
   */
  void finish(boolean ended);

  /** Commits after an interruption, and waits for a limited time. */
  void stop(Duration atMost);

  /** Waits for a limited time for acknowledgements and closes the client. */
  void close(Duration atMost);

  /** Returns how many of the acknowledged calls consumers can certainly read. */
  long published(long acknowledged);

  /** Returns the message of a failure, in one line. */
  String explain(Exception e);

  /** Returns an output without transactions, for input that cannot be read again. */
  static RecordOutput withoutTransactions(Producer<byte[], byte[]> producer) {
    return new Plain(producer);
  }

  /** Sends each record on its own. */
  final class Plain implements RecordOutput {
    private final Producer<byte[], byte[]> producer;

    private Plain(Producer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind) {
      // The callback gets the result.
      Future<RecordMetadata> unused = producer.send(record, callback);
    }

    @Override
    public void check() {
      // The callbacks get all failures.
    }

    @Override
    public void finish(boolean ended) {
      producer.flush();
    }

    @Override
    public void stop(Duration atMost) {
      // Closing the client waits for records in flight.
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
      return "The broker did not accept a record: " + e.getMessage();
    }
  }
}
