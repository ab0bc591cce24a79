package org.sfcrime.streaming.query;

import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;

/**
 * Passes the time for which Spark planned a batch from the driver to the tasks. The time is in the
 * checkpoint: repeating a batch after a crash rejects the same records.
 *
 * <p>Spark puts the value of {@code current_timestamp()} into the generated code as a constant, so
 * each batch would compile and warm up other code.
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
