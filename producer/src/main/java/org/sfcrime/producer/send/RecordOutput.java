package org.sfcrime.producer.send;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends records: each on its own, or in {@code Transactions} together with the position. */
public interface RecordOutput {
  /** The begin of the message of a failure. */
  String REFUSED = "The broker did not accept a record: ";

  /** The kinds of records that a position counts. */
  enum Kind {
    CALL,
    REJECTED
  }

  /** Sends a record; blocks while the client's buffer is full. */
  void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind);

  /** Throws a failure that no callback got. */
  default void check() {}

  /**
   * Waits until consumers can read all records.
   *
   * @param ended whether the whole input is sent
   */
  void finish(boolean ended);

  /** Commits or flushes after an interruption, and waits for a limited time. */
  void stop(Duration atMost);

  /** Waits for a limited time for acknowledgements and closes the client. */
  void close(Duration atMost);

  /** Returns how many of the acknowledged calls consumers can certainly read. */
  default long published(long acknowledged) {
    return acknowledged;
  }

  /** Returns the message of a failure, in one line. */
  String explain(Exception e);

  /**
   * Sends each record on its own, for input that cannot be read again.
   *
   * @param producer a producer without transactions
   * @param reasons explains a failure of the client
   */
  record WithoutTransactions(Producer<byte[], byte[]> producer, Function<Exception, String> reasons)
      implements RecordOutput {
    @Override
    public String explain(Exception e) {
      return REFUSED + reasons.apply(e);
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Callback callback, Kind kind) {
      // The callback gets the result.
      Future<RecordMetadata> unused = producer.send(record, callback);
    }

    @Override
    public void finish(boolean ended) {
      producer.flush();
    }

    /** A flush has no time limit, but closing has one. */
    @Override
    public void stop(Duration atMost) {
      producer.close(atMost);
    }

    @Override
    public void close(Duration atMost) {
      producer.close(atMost);
    }
  }
}
