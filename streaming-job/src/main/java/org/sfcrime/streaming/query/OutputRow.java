package org.sfcrime.streaming.query;

import java.io.DataInputStream;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.RejectedRecord;

/**
 * The rows of the query's one output, by kind: counts, a row a window, and what travels along with
 * them. A row is bytes, as {@link TaskRow} are: the kind, then the value.
 */
enum OutputRow {
  /** The newest totals of a window's groups that changed. */
  COUNT('c'),

  /** Calls of this batch whose window had closed, of one window by group. */
  LATE('l'),

  /** A {@link RejectedRecord}. */
  REJECTED('x'),

  /** What the batch did in a bucket: a {@link BucketReport}. */
  REPORT('r'),

  /**
   * The calls that a batch counted in a bucket, by crime type alone; only where they are asked for.
   */
  TYPES('t');

  private static final OutputRow[] KINDS = values();

  private final char mark;

  OutputRow(char mark) {
    this.mark = mark;
  }

  byte[] of(Encoding.Writer value) {
    return Encoding.encode(
        out -> {
          out.writeByte(mark);
          value.writeTo(out);
        });
  }

  /** For {@link #COUNT} and {@link #LATE}. */
  byte[] ofCalls(long windowStart, GroupCounts calls) {
    return of(
        out -> {
          out.writeLong(windowStart);
          calls.writeTo(out);
        });
  }

  static OutputRow kind(byte[] row) {
    for (OutputRow kind : KINDS) {
      if (kind.mark == row[0]) {
        return kind;
      }
    }
    throw new IllegalStateException("output of an unknown kind: " + row[0]);
  }

  /** Reads a row's value. */
  static <T> T value(String what, byte[] row, Encoding.Reader<T> reader) {
    return Encoding.decode(what, row, 1, reader);
  }

  /** The value of a row. */
  static DataInputStream value(byte[] row) {
    return Encoding.input(row, 1);
  }
}
