package org.sfcrime.streaming.monitor;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.console.BatchText;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.PartitionOffsets;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.Watermark;
import org.sfcrime.streaming.kafka.TopicOffsets;

/**
 * What {@code --metrics-port} serves: the figures of the progress line and of the report, as of the
 * last batch. Totals are those since the checkpoint began, so that a restart does not set them
 * back.
 */
final class JobMetrics {
  private static final double MILLIS = 1_000;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final String topic;
  private final Histogram batchSeconds;
  private volatile Batch last;

  /** The last batch; no progress before the first one of this run. */
  private record Batch(
      BucketReport report,
      StreamingQueryProgress progress,
      TopicOffsets offsets,
      double endedSeconds) {}

  /**
   * Begins with the totals of earlier runs.
   *
   * @param report of the last batch that the checkpoint has
   */
  JobMetrics(String topic, BucketReport report) {
    this.topic = topic;
    this.last = new Batch(report, null, TopicOffsets.NONE, 0);
    batchSeconds =
        Histogram.builder()
            .name("sfcrime_job_batch_seconds")
            .help("How long batches took, from trigger to commit")
            .classicOnly()
            .classicUpperBounds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
            .register(registry);
    totals();
    state();
    speed();
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** Takes over what a batch did. */
  void batch(BucketReport report, StreamingQueryProgress progress) {
    last =
        new Batch(
            report,
            progress,
            TopicOffsets.of(progress, topic),
            System.currentTimeMillis() / MILLIS);
    Long millis = progress.durationMs().get("triggerExecution");
    if (millis != null) {
      batchSeconds.observe(millis / MILLIS);
    }
  }

  private void totals() {
    total("sfcrime_job_records_total", "Records read", RowCounts::read);
    total("sfcrime_job_counted_total", "Calls added to a window's count", RowCounts::counted);
    total("sfcrime_job_late_total", "Calls whose window had closed", RowCounts::late);
    total(
        "sfcrime_job_duplicates_total",
        "Calls that their window had already",
        RowCounts::duplicates);
    total(
        "sfcrime_job_unmatched_total",
        "Counted calls of no known radio code",
        RowCounts::unmatched);
    CounterWithCallback.builder()
        .name("sfcrime_job_rejected_total")
        .help("Records that are no acceptable calls, by reason")
        .labelNames("reason")
        .callback(
            to -> {
              for (RejectionReason reason : RejectionReason.values()) {
                long records = last.report().totals().rejected().getOrDefault(reason, 0L);
                to.call((double) records, reason.code());
              }
            })
        .register(registry);
  }

  private void state() {
    gauge(
        "sfcrime_job_open_windows", "Windows that still take calls", b -> b.report().openWindows());
    gauge("sfcrime_job_open_groups", "Counts of the open windows", b -> b.report().openGroups());
    running(
        "sfcrime_job_state_rows",
        "Rows of the state store",
        batch -> sum(batch, operator -> operator.numRowsTotal()));
    running(
        "sfcrime_job_state_bytes",
        "Memory of the state store",
        batch -> sum(batch, operator -> operator.memoryUsedBytes()));
    known(
        "sfcrime_job_watermark_timestamp_seconds",
        "The watermark: San Francisco's wall clock read as UTC",
        to -> {
          if (hasWatermark()) {
            to.call(last.report().watermark() / MILLIS);
          }
        });
    known(
        "sfcrime_job_watermark_delay_seconds",
        "Event time from the watermark to the newest call of the last batch",
        to ->
            last.report().partitions().values().stream()
                .mapToLong(PartitionOffsets::maxEventTime)
                .max()
                .ifPresent(
                    newest -> {
                      if (hasWatermark() && newest != PartitionOffsets.NO_EVENT_TIME) {
                        to.call((newest - last.report().watermark()) / MILLIS);
                      }
                    }));
  }

  private void speed() {
    running("sfcrime_job_batch_id", "The last batch", batch -> batch.progress().batchId());
    running(
        "sfcrime_job_last_batch_timestamp_seconds",
        "When the last batch ended",
        Batch::endedSeconds);
    running(
        "sfcrime_job_input_rows_per_second",
        "Arrival rate of the last batch",
        batch -> BatchText.finite(batch.progress().inputRowsPerSecond()));
    running(
        "sfcrime_job_processed_rows_per_second",
        "Speed of the last batch",
        batch -> BatchText.finite(batch.progress().processedRowsPerSecond()));
    GaugeWithCallback.builder()
        .name("sfcrime_job_phase_seconds")
        .help("Time of the last batch by Spark's phase; triggerExecution is all of it")
        .labelNames("phase")
        .callback(
            to -> {
              if (last.progress() != null) {
                last.progress()
                    .durationMs()
                    .forEach((phase, millis) -> to.call(millis / MILLIS, phase));
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("sfcrime_job_lag_records")
        .help("Offsets of the partition behind the last batch, as the batch found them")
        .labelNames("partition")
        .callback(
            to ->
                last.offsets()
                    .lag()
                    .forEach(
                        (partition, lag) -> to.call((double) (long) lag, partition.toString())))
        .register(registry);
  }

  private boolean hasWatermark() {
    return last.report().watermark() != Watermark.NO_WATERMARK;
  }

  private void total(String name, String help, ToDoubleFunction<RowCounts> figure) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(to -> to.call(figure.applyAsDouble(last.report().totals())))
        .register(registry);
  }

  private void gauge(String name, String help, ToDoubleFunction<Batch> figure) {
    known(name, help, to -> to.call(figure.applyAsDouble(last)));
  }

  /** A figure that there is from the first batch of this run on. */
  private void running(String name, String help, ToDoubleFunction<Batch> figure) {
    known(
        name,
        help,
        to -> {
          Batch batch = last;
          if (batch.progress() != null) {
            to.call(figure.applyAsDouble(batch));
          }
        });
  }

  private void known(String name, String help, Consumer<GaugeWithCallback.Callback> figure) {
    GaugeWithCallback.builder().name(name).help(help).callback(figure).register(registry);
  }

  private static double sum(
      Batch batch, ToDoubleFunction<org.apache.spark.sql.streaming.StateOperatorProgress> figure) {
    double sum = 0;
    for (var operator : batch.progress().stateOperators()) {
      sum += figure.applyAsDouble(operator);
    }
    return sum;
  }
}
