package org.sfcrime.streaming.count;

import java.nio.ByteBuffer;

/**
 * The rows that go through the shuffle: one for each task and bucket, and one for each rejected
 * record.
 *
 * <p>A row is one array of bytes: the bucket's key (4 bytes), whether a rejected record follows (1
 * byte), and the value. In each task Spark generates the code that converts rows to objects, and
 * that code grows with the number of columns.
 */
public final class TaskRow {
  private static final int IS_REJECTED = Integer.BYTES;
  private static final int VALUE = IS_REJECTED + 1;

  private TaskRow() {}

  public static byte[] of(int bucketKey, TaskCounts counts) {
    return row(bucketKey, false, counts::writeTo);
  }

  public static byte[] of(int bucketKey, RejectedRecord rejected) {
    return row(bucketKey, true, rejected::writeTo);
  }

  private static byte[] row(int bucketKey, boolean isRejected, Encoding.Writer value) {
    return Encoding.encode(
        out -> {
          out.writeInt(bucketKey);
          out.writeBoolean(isRejected);
          value.writeTo(out);
        });
  }

  /** The grouping key. */
  public static int bucketKey(byte[] row) {
    return ByteBuffer.wrap(row).getInt();
  }

  static boolean isRejected(byte[] row) {
    return row[IS_REJECTED] != 0;
  }

  static TaskCounts counts(byte[] row) {
    return Encoding.decode("a task's counts", row, VALUE, TaskCounts::readFrom);
  }

  static RejectedRecord rejected(byte[] row) {
    return Encoding.decode("a rejected record", row, VALUE, RejectedRecord::readFrom);
  }
}
