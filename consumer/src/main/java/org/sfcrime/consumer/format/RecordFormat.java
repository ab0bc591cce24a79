package org.sfcrime.consumer.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns records into lines of text that are safe for a terminal. */
interface RecordFormat {
  /** Appends the lines above the first record. */
  default void header(StringBuilder text) {}

  /** Appends one record and a line break. */
  void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text);
}
