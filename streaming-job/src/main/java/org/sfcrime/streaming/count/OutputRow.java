package org.sfcrime.streaming.count;

import java.nio.ByteBuffer;

/**
 * The rows that the count puts out. A row is one array of bytes, like a {@link TaskRow}: the kind
 * (1 byte), then the value.
 */
public final class OutputRow {
  private static final byte TOTALS = 'c';
  private static final byte LATE = 'l';
  private static final byte REJECTED = 'x';
  private static final byte TYPES = 't';
  private static final byte REPORT = 'r';

  private static final int VALUE = 1;
  private static final int GROUPS = VALUE + Long.BYTES;

  private OutputRow() {}

  /** Takes rows by kind. */
  public interface Handler<E extends Exception> {
    /** The newest totals of the changed groups of a window. */
    void totals(long windowStart, GroupCounts totals) throws E;

    /** The late calls of this batch in a window, by group. */
    void late(long windowStart, GroupCounts calls) throws E;

    void rejected(RejectedRecord record) throws E;

    /** The calls that the batch counted in a bucket, by the first grouping field only. */
    void types(GroupCounts calls);

    /** The result of the batch in a bucket. */
    void report(BucketReport report);
  }

  static byte[] totals(long windowStart, GroupCounts totals) {
    return row(TOTALS, windowStart, totals);
  }

  static byte[] late(long windowStart, GroupCounts calls) {
    return row(LATE, windowStart, calls);
  }

  static byte[] rejected(RejectedRecord record) {
    return row(REJECTED, record::writeTo);
  }

  static byte[] types(GroupCounts calls) {
    return row(TYPES, calls::writeTo);
  }

  static byte[] report(BucketReport report) {
    return row(REPORT, report::writeTo);
  }

  private static byte[] row(byte kind, long windowStart, GroupCounts calls) {
    return row(
        kind,
        out -> {
          out.writeLong(windowStart);
          calls.writeTo(out);
        });
  }

  private static byte[] row(byte kind, Encoding.Writer value) {
    return Encoding.encode(
        out -> {
          out.writeByte(kind);
          value.writeTo(out);
        });
  }

  /** Decodes a row and passes its value to the handler. */
  public static <E extends Exception> void read(byte[] row, Handler<E> handler) throws E {
    switch (row[0]) {
      case TOTALS -> handler.totals(windowStart(row), groups(row, GROUPS));
      case LATE -> handler.late(windowStart(row), groups(row, GROUPS));
      case REJECTED ->
          handler.rejected(
              Encoding.decode("a rejected record", row, VALUE, RejectedRecord::readFrom));
      case TYPES -> handler.types(groups(row, VALUE));
      case REPORT ->
          handler.report(Encoding.decode("a bucket's report", row, VALUE, BucketReport::readFrom));
      default -> throw new IllegalStateException("output of an unknown kind: " + row[0]);
    }
  }

  private static long windowStart(byte[] row) {
    return ByteBuffer.wrap(row).getLong(VALUE);
  }

  private static GroupCounts groups(byte[] row, int from) {
    return Encoding.decode("a window's counts", row, from, GroupCounts::readFrom);
  }
}
