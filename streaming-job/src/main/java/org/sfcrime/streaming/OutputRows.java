package org.sfcrime.streaming;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of the query's one output: counts and what travels along with them, told apart by their
 * kind.
 */
final class OutputRows {
  /** The newest total of a window and group. */
  static final String COUNT = "count";

  /** Calls of this batch whose window had closed, by window and group. */
  static final String LATE = "late";

  /** A record that is not an accepted call, with where it stands in the topic. */
  static final String REJECTED = "rejected";

  /** What the batch did in a bucket: an encoded {@link BucketReport} as value. */
  static final String REPORT = "report";

  static final int KIND = 0;
  static final int WINDOW_START = 1;
  static final int CRIME_TYPE = 2;
  static final int DISPOSITION = 3;
  static final int CALLS = 4;
  static final int PARTITION = 5;
  static final int OFFSET = 6;
  static final int REASON = 7;
  static final int VALUE = 8;

  /** Added by the join with the radio codes; null where they do not have the disposition. */
  static final int DESCRIPTION = 9;

  static final StructType SCHEMA =
      new StructType()
          .add("kind", DataTypes.StringType, false)
          .add("window_start", DataTypes.LongType)
          .add("crime_type", DataTypes.StringType)
          .add("disposition", DataTypes.StringType)
          .add("count", DataTypes.LongType)
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType)
          .add("reason", DataTypes.StringType)
          .add("value", DataTypes.BinaryType);

  private OutputRows() {}

  /** A {@link #COUNT} or {@link #LATE} row. */
  static Row ofCalls(String kind, long windowStart, Group group, long calls) {
    return RowFactory.create(
        kind, windowStart, group.crimeType(), group.disposition(), calls, null, null, null, null);
  }

  static Row ofRejected(int partition, long offset, String reason, byte[] value) {
    return RowFactory.create(REJECTED, null, null, null, null, partition, offset, reason, value);
  }

  /** The same row, joined or not, with another value. */
  static Row withValue(Row row, byte[] value) {
    Object[] columns = new Object[row.size()];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = column == VALUE ? value : row.get(column);
    }
    return RowFactory.create(columns);
  }

  static Row ofReport(BucketReport report) {
    return RowFactory.create(
        REPORT, null, null, null, null, null, null, null, Encoding.encode(report::writeTo));
  }
}
