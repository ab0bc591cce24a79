package org.sfcrime.streaming.query;

import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;

/**
 * Passes the planned time of a batch from the driver to the tasks. Spark stores this time in the
 * checkpoint, so a batch that is repeated after a crash rejects the same records.
 *
 * <p>{@code current_timestamp()} would be slower: Spark puts its value as a constant into the
 * generated code, so each batch would compile and warm up new code.
 */
final class BatchTime {
  private static final String PROPERTY = "sfcrime.batch.millis";

  private BatchTime() {}

  /** Sets the time for the Spark jobs that this thread starts. */
  static void set(SparkContext spark, long millis) {
    spark.setLocalProperty(PROPERTY, Long.toString(millis));
  }

  /** Returns the time in a task, in milliseconds since 1970. */
  static long get() {
    return Long.parseLong(TaskContext.get().getLocalProperty(PROPERTY));
  }
}
