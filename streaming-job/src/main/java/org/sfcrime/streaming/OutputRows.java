package org.sfcrime.streaming;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of the query's one output: counts, a row a window, and what travels along with them,
 * told apart by their kind.
 */
final class OutputRows {
  /** The newest totals of a window's groups that changed. */
  static final String COUNT = "count";

  /** Calls of this batch whose window had closed, of one window by group. */
  static final String LATE = "late";

  /** A {@link RejectedRecord}. */
  static final String REJECTED = "rejected";

  /** What the batch did in a bucket: a {@link BucketReport}. */
  static final String REPORT = "report";

  /**
   * The calls that a batch counted in a bucket, by crime type alone; only where they are asked for.
   */
  static final String TYPES = "types";

  static final int KIND = 0;
  static final int VALUE = 1;

  static final StructType SCHEMA =
      new StructType()
          .add("kind", DataTypes.StringType, false)
          .add("value", DataTypes.BinaryType, false);

  private OutputRows() {}

  static Row of(String kind, byte[] encoded) {
    return RowFactory.create(kind, encoded);
  }

  /** A {@link #COUNT} or {@link #LATE} row. */
  static Row ofCalls(String kind, long windowStart, GroupCounts calls) {
    return of(
        kind,
        Encoding.encode(
            out -> {
              out.writeLong(windowStart);
              calls.writeTo(out);
            }));
  }
}
