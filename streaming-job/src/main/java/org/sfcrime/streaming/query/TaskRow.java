package org.sfcrime.streaming.query;

import java.nio.ByteBuffer;
import org.apache.spark.api.java.function.MapFunction;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.count.TaskCounts;

/**
 * The rows that go through the shuffle: one a task and bucket, and one a rejected record.
 *
 * <p>A row is bytes, for Spark makes the code between its rows and Java's objects anew in each
 * task, the longer the more columns there are: the bucket's key (four bytes), whether a rejected
 * record follows (one), and the value.
 */
final class TaskRow {
  private static final int IS_REJECTED = Integer.BYTES;
  private static final int VALUE = IS_REJECTED + 1;

  private TaskRow() {}

  static byte[] of(int bucket, TaskCounts counts) {
    return row(bucket, false, counts::writeTo);
  }

  static byte[] of(int bucket, RejectedRecord rejected) {
    return row(bucket, true, rejected::writeTo);
  }

  private static byte[] row(int bucket, boolean isRejected, Encoding.Writer value) {
    return Encoding.encode(
        out -> {
          out.writeInt(bucket);
          out.writeBoolean(isRejected);
          value.writeTo(out);
        });
  }

  /** By which Spark groups the rows. */
  static MapFunction<byte[], Integer> bucket() {
    return row -> ByteBuffer.wrap(row).getInt();
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
