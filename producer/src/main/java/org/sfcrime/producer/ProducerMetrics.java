package org.sfcrime.producer;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.sfcrime.producer.follow.FollowStatistics;
import org.sfcrime.producer.follow.Waiting;
import org.sfcrime.producer.send.CallSender;
import org.sfcrime.producer.send.Rejections;
import org.sfcrime.producer.send.SendStatistics;

/** The metrics of {@code --metrics-port}: the current figures of the summary. */
final class ProducerMetrics {
  private static final double MILLIS_PER_SECOND = 1_000;

  private final PrometheusRegistry registry = new PrometheusRegistry();

  ProducerMetrics(CallSender sender, Rejections rejections) {
    SendStatistics statistics = sender.statistics();
    total("sfcrime_producer_records_total", "Calls acknowledged", statistics::acknowledged);
    total("sfcrime_producer_bytes_total", "Bytes of their values", statistics::bytes);
    total(
        "sfcrime_producer_errors_total", "Records that the broker did not accept", sender::errors);
    CounterWithCallback.builder()
        .name("sfcrime_producer_rejected_total")
        .help("Rejected records of the input, by reason")
        .labelNames("reason")
        .callback(
            to ->
                rejections
                    .byReasonCode()
                    .forEach((reason, n) -> to.call((double) (long) n, reason)))
        .register(registry);
    Histogram latency =
        Histogram.builder()
            .name("sfcrime_producer_send_latency_seconds")
            .help("From sending a call to its acknowledgement, in whole milliseconds")
            .classicOnly()
            .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)
            .register(registry);
    statistics.watchedBy(millis -> latency.observe(Math.max(0, millis) / MILLIS_PER_SECOND));
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** Adds the metrics of a run that follows a feed. */
  PrometheusRegistry following(FollowStatistics statistics, Waiting waiting) {
    total("sfcrime_producer_polls_total", "Polls published", () -> statistics.totals().polls());
    total(
        "sfcrime_producer_poll_failures_total",
        "Polls that failed",
        () -> statistics.totals().failures());
    total(
        "sfcrime_producer_revisions_total",
        "Revisions of calls published",
        () -> statistics.totals().revisions());
    GaugeWithCallback.builder()
        .name("sfcrime_producer_newest_call_age_seconds")
        .help("Age of the newest call published")
        .callback(
            to -> {
              Duration age = statistics.totals().age(waiting.now());
              if (age != null) {
                to.call((double) age.toSeconds());
              }
            })
        .register(registry);
    return registry;
  }

  private void total(String name, String help, LongSupplier figure) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(to -> to.call((double) figure.getAsLong()))
        .register(registry);
  }
}
