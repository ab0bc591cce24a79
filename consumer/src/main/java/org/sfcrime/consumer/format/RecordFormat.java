package org.sfcrime.consumer.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Formats records as lines of text that are safe for a terminal. */
interface RecordFormat {
  /** Appends the header above the first record. */
  default void header(StringBuilder text) {}

  /** Appends one record and a line break. */
  void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text);
}
