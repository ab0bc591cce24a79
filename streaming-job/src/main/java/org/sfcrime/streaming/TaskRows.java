package org.sfcrime.streaming;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows that go through the shuffle: one a task and bucket, and one a rejected record. */
final class TaskRows {
  static final int BUCKET = 0;
  static final int IS_REJECTED = 1;
  static final int ENCODED = 2;

  static final StructType SCHEMA =
      new StructType()
          .add("bucket", DataTypes.IntegerType, false)
          .add("is_rejected", DataTypes.BooleanType, false)
          .add("encoded", DataTypes.BinaryType, false);

  private TaskRows() {}

  static Row of(int bucket, TaskCounts counts) {
    return RowFactory.create(bucket, false, Encoding.encode(counts::writeTo));
  }

  static Row of(int bucket, RejectedRecord rejected) {
    return RowFactory.create(bucket, true, Encoding.encode(rejected::writeTo));
  }
}
