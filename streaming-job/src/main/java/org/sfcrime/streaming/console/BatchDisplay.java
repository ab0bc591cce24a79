package org.sfcrime.streaming.console;

import java.util.Optional;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.query.BatchSummary;

/** Shows the user what each batch did: printed line by line, or drawn in place. */
public interface BatchDisplay {
  /**
   * The calls of each crime type since the start, if the display shows them. The query computes
   * {@link BatchSummary#types} only then.
   */
  default Optional<TypeTotals> typeTotals() {
    return Optional.empty();
  }

  /** Shows what a batch counted, found late and rejected. */
  void show(long batchId, BatchSummary summary);

  /** Shows Spark's progress of a batch. Spark reports the progress after the commit. */
  void progress(StreamingQueryProgress progress, BucketReport report);

  /** Shows that no batch has run for some seconds. */
  default void idle() {}
}
