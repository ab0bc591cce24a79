package org.sfcrime.streaming.monitor;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.PartitionOffsets;
import org.sfcrime.streaming.count.Watermark;
import org.sfcrime.streaming.kafka.TopicOffsets;

/**
 * The figures of a batch in the units of metrics: durations and times in seconds.
 *
 * @param progress null before the first batch of this run
 * @param endedSeconds when the batch ended, in seconds since 1970
 */
record BatchFigures(
    BucketReport report,
    StreamingQueryProgress progress,
    TopicOffsets offsets,
    double endedSeconds) {
  static final double MILLIS = 1_000;

  /** A figure of Spark's progress; empty before the first batch. */
  OptionalDouble ofProgress(ToDoubleFunction<StreamingQueryProgress> figure) {
    return progress == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(figure.applyAsDouble(progress));
  }

  /** A figure of the state store, all operators added up. */
  OptionalDouble ofState(ToLongFunction<StateOperatorProgress> figure) {
    return ofProgress(
        batch -> Arrays.stream(batch.stateOperators()).mapToLong(figure).asDoubleStream().sum());
  }

  /** The watermark: San Francisco's wall-clock time, read as UTC. */
  OptionalDouble watermark() {
    return report.watermark() == Watermark.NO_WATERMARK
        ? OptionalDouble.empty()
        : OptionalDouble.of(report.watermark() / MILLIS);
  }

  /** Event time from the watermark to the newest call of the batch. */
  OptionalDouble newestCallAfterWatermark() {
    long newest =
        report.partitions().values().stream()
            .mapToLong(PartitionOffsets::maxEventTime)
            .max()
            .orElse(PartitionOffsets.NO_EVENT_TIME);
    return newest == PartitionOffsets.NO_EVENT_TIME || watermark().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((newest - report.watermark()) / MILLIS);
  }

  /** The milliseconds of each of Spark's phases. */
  Map<String, Long> phases() {
    return progress == null ? Map.of() : progress.durationMs();
  }
}
