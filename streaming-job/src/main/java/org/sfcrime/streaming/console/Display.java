package org.sfcrime.streaming.console;

import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.count.BatchSummary;
import org.sfcrime.streaming.count.BucketReport;

/** Where the user sees what the job does: printed line by line, or drawn in place. */
public interface Display {
  /** How many counts of a batch are shown. */
  int top();

  /** Whether it is to be told how many calls of each crime type a batch counted. */
  boolean takesTypes();

  /** Shows what a batch counted, found late and rejected. */
  void show(long batchId, BatchSummary summary);

  /** Shows Spark's progress of a batch, which comes after what it counted. */
  void progress(StreamingQueryProgress progress, BucketReport report);

  /** Nothing has come for some seconds. */
  default void idle() {}
}
