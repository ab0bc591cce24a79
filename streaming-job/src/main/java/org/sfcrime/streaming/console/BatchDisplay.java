package org.sfcrime.streaming.console;

import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.query.BatchSummary;
import org.sfcrime.streaming.query.BatchWriter;

/** Shows the user what each batch did: printed line by line, or drawn in place. */
public interface BatchDisplay extends BatchWriter.Display {
  /** Whether the query computes {@link BatchSummary#types}, because the display shows them. */
  default boolean showsTypes() {
    return false;
  }

  /** Shows Spark's progress of a batch. Spark reports the progress after the commit. */
  void progress(StreamingQueryProgress progress, BucketReport report);

  /** Shows that no batch has run for some seconds. */
  default void idle() {}
}
