package org.sfcrime.consumer;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of a poll, each with the digest of its key and its text: made by the thread that has
 * just read the bytes, which are in no other processor's cache.
 */
final class Arrivals {
  private static final int DIGEST = 3;

  private final CallDigest digest = new CallDigest();
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final long[] digests;

  /**
   * @param digested whether digests are asked for
   */
  Arrivals(int mostRecords, boolean digested) {
    records = new ArrayList<>(mostRecords);
    digests = digested ? new long[mostRecords * DIGEST] : null;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    byte[] value = record.value();
    if (digests != null && key != null && value != null) {
      int at = records.size() * DIGEST;
      digest.ofId(key);
      digests[at] = digest.idHigh();
      digests[at + 1] = digest.idLow();
      digests[at + 2] = CallDigest.ofText(value, 0, value.length);
    }
    records.add(record);
  }

  int size() {
    return records.size();
  }

  ConsumerRecord<byte[], byte[]> record(int index) {
    return records.get(index);
  }

  /**
   * The upper half of the id that is the record's key; 0, which no id has, if key or value lacks.
   */
  long idHigh(int index) {
    return digests[index * DIGEST];
  }

  long idLow(int index) {
    return digests[index * DIGEST + 1];
  }

  /** The hash of the record's value as it is written. */
  long text(int index) {
    return digests[index * DIGEST + 2];
  }
}
