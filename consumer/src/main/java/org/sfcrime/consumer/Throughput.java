package org.sfcrime.consumer;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.commandline.StatusLines;

/**
 * Counts records and bytes, and measures their rate. The time runs from the start of the poll that
 * returned the first record until the last record is handled.
 */
final class Throughput {
  private static final double MEGABYTE = 1 << 20;
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

  private final RunClock clock;
  private final StatusLines status;
  private final boolean lines;
  private long begin;
  private long end;
  private long records;
  private long bytes;
  private long lastLine;
  private long recordsAtLastLine;

  /**
   * @param lines whether to print a progress line every 5 seconds
   */
  Throughput(RunClock clock, StatusLines status, boolean lines) {
    this.clock = clock;
    this.status = status;
    this.lines = lines;
  }

  void begin(long nanos) {
    if (records == 0) {
      begin = nanos;
      lastLine = nanos;
    }
  }

  void record(ConsumerRecord<byte[], byte[]> record) {
    records++;
    bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  void batchEnd(long nanos) {
    end = nanos;
  }

  /** Prints a progress line if one is due and records have arrived since the last line. */
  void tick() {
    if (!lines || records == recordsAtLastLine) {
      return;
    }
    long now = clock.nanoTime();
    long passed = now - lastLine;
    if (passed >= LINE_INTERVAL.toNanos()) {
      double perSecond = (records - recordsAtLastLine) * 1e9 / passed;
      status.say("%,d records so far, %,.0f records/s", records, perSecond);
      lastLine = now;
      recordsAtLastLine = records;
    }
  }

  long records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  long elapsedMillis() {
    return (end - begin) / 1_000_000;
  }

  double recordsPerSecond() {
    return perSecond((double) records);
  }

  double megabytesPerSecond() {
    return perSecond(bytes / MEGABYTE);
  }

  private double perSecond(double amount) {
    return end > begin ? amount * 1e9 / (end - begin) : 0;
  }
}
