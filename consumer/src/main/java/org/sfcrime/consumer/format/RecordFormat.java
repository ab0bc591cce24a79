package org.sfcrime.consumer.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns records into lines of text that are safe to show on a terminal. */
interface RecordFormat {
  /** Appends what stands above the first record. */
  default void header(StringBuilder text) {}

  /** Appends one record, with the line's end. */
  void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text);
}
