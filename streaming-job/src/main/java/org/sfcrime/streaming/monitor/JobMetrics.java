package org.sfcrime.streaming.monitor;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.console.BatchText;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.kafka.TopicOffsets;

/**
 * The metrics that {@code --metrics-port} serves, as of the last batch.
 *
 * <p>Totals count from the beginning of the checkpoint, so a restart does not reset them. Other
 * figures are absent until the first batch of this run.
 */
final class JobMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram batchSeconds;
  private volatile BatchFigures last;

  /** Starts with the report of the last batch in the checkpoint. */
  JobMetrics(BucketReport report) {
    this.last = new BatchFigures(report, null, TopicOffsets.NONE, 0);
    batchSeconds =
        Histogram.builder()
            .name("sfcrime_job_batch_seconds")
            .help("Duration of batches, from trigger to commit")
            .classicOnly()
            .classicUpperBounds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
            .register(registry);
    registerTotals();
    registerState();
    registerSpeed();
  }

  PrometheusRegistry registry() {
    return registry;
  }

  void batch(BucketReport report, StreamingQueryProgress progress, TopicOffsets offsets) {
    double now = System.currentTimeMillis() / BatchFigures.MILLIS;
    last = new BatchFigures(report, progress, offsets, now);
    Long millis = progress.durationMs().get("triggerExecution");
    if (millis != null) {
      batchSeconds.observe(millis / BatchFigures.MILLIS);
    }
  }

  private void registerTotals() {
    total("records", "Records read", RowCounts::read);
    total(
        "counted",
        "Calls added to a window's count; can fall with --upsert, by the calls in replaced_total",
        RowCounts::counted);
    total("late", "Calls whose window had closed", RowCounts::late);
    total("duplicates", "Calls whose id was already counted", RowCounts::duplicates);
    total("replaced", "Calls that a newer record of their id replaced", RowCounts::replaced);
    total("unmatched", "Counted calls without a known radio code", RowCounts::unmatched);
    CounterWithCallback.builder()
        .name("sfcrime_job_rejected_total")
        .help("Rejected records, by reason")
        .labelNames("reason")
        .callback(
            to -> {
              Map<RejectionReason, Long> rejected = last.report().totals().rejected();
              for (RejectionReason reason : RejectionReason.values()) {
                to.call((double) rejected.getOrDefault(reason, 0L), reason.code());
              }
            })
        .register(registry);
  }

  private void registerState() {
    gauge("open_windows", "Windows that still accept calls", b -> always(b.report().openWindows()));
    gauge("open_groups", "Counts of the open windows", b -> always(b.report().openGroups()));
    gauge(
        "state_rows",
        "Rows of the state store",
        b -> b.ofState(StateOperatorProgress::numRowsTotal));
    gauge(
        "state_bytes",
        "Memory of the state store",
        b -> b.ofState(StateOperatorProgress::memoryUsedBytes));
    gauge(
        "watermark_timestamp_seconds",
        "The watermark: San Francisco's wall clock read as UTC",
        BatchFigures::watermark);
    gauge(
        "watermark_delay_seconds",
        "Event time from the watermark to the newest call of the last batch",
        BatchFigures::newestCallAfterWatermark);
  }

  private void registerSpeed() {
    gauge("batch_id", "The last batch", b -> b.ofProgress(StreamingQueryProgress::batchId));
    gauge(
        "last_batch_timestamp_seconds",
        "End of the last batch",
        b -> b.ofProgress(progress -> b.endedSeconds()));
    gauge(
        "input_rows_per_second",
        "Arrival rate of the last batch",
        b -> b.ofProgress(progress -> BatchText.finite(progress.inputRowsPerSecond())));
    gauge(
        "processed_rows_per_second",
        "Processing rate of the last batch",
        b -> b.ofProgress(progress -> BatchText.finite(progress.processedRowsPerSecond())));
    GaugeWithCallback.builder()
        .name("sfcrime_job_phase_seconds")
        .help("Time of the last batch by Spark's phase; triggerExecution is all of it")
        .labelNames("phase")
        .callback(
            to -> last.phases().forEach((phase, ms) -> to.call(ms / BatchFigures.MILLIS, phase)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("sfcrime_job_lag_records")
        .help("Offsets of the partition that the last batch left, as of its start")
        .labelNames("partition")
        .callback(to -> last.offsets().lag().forEach((i, left) -> to.call((double) left, "" + i)))
        .register(registry);
  }

  private static OptionalDouble always(long figure) {
    return OptionalDouble.of((double) figure);
  }

  private void total(String name, String help, ToLongFunction<RowCounts> figure) {
    CounterWithCallback.builder()
        .name("sfcrime_job_" + name + "_total")
        .help(help)
        .callback(to -> to.call((double) figure.applyAsLong(last.report().totals())))
        .register(registry);
  }

  private void gauge(String name, String help, Function<BatchFigures, OptionalDouble> figure) {
    GaugeWithCallback.builder()
        .name("sfcrime_job_" + name)
        .help(help)
        .callback(to -> figure.apply(last).ifPresent(to::call))
        .register(registry);
  }
}
