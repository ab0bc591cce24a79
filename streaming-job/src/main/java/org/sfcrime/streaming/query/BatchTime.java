package org.sfcrime.streaming.query;

import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;

/**
 * The time for which Spark planned a batch, on its way from the driver to the batch's tasks. It is
 * in the checkpoint: done again after a crash, a batch rejects the same records.
 *
 * <p>{@code current_timestamp()} is the same time as a constant in the code that Spark makes of a
 * query: other code in each batch, to be compiled and to become fast again.
 */
final class BatchTime {
  private static final String PROPERTY = "sfcrime.batch.millis";

  private BatchTime() {}

  /** For the jobs that this thread starts. */
  static void set(SparkContext spark, long millis) {
    spark.setLocalProperty(PROPERTY, Long.toString(millis));
  }

  /** In a task: milliseconds since 1970. */
  static long get() {
    return Long.parseLong(TaskContext.get().getLocalProperty(PROPERTY));
  }
}
