package org.sfcrime.consumer;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Function;
import org.sfcrime.consumer.verify.Difference;
import org.sfcrime.consumer.verify.Verifier;

/**
 * The metrics of {@code --metrics-port}: the figures of the summary, updated at least every 200 ms
 * while records arrive.
 */
final class ConsumerMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private volatile Figures figures = new Figures(0, 0, Map.of(), 0, Map.of());

  /**
   * A snapshot, which the reading thread replaces.
   *
   * @param differences empty without {@code --expect-file}
   */
  private record Figures(
      long records,
      long bytes,
      Map<Integer, Long> lag,
      long idsSeenTwice,
      Map<Difference, Long> differences) {}

  ConsumerMetrics() {
    counter("records", "Records read", Figures::records);
    counter("bytes", "Bytes of their keys and values", Figures::bytes);
    counter("ids_seen_twice", "Ids seen twice", Figures::idsSeenTwice);
    counter("duplicates", "Expected calls that arrived again", difference(Difference.DUPLICATE));
    counter("unexpected", "Records that are not in the file", difference(Difference.UNEXPECTED));
    counter("altered", "Expected calls that arrived changed", difference(Difference.ALTERED));
    GaugeWithCallback.builder()
        .name("sfcrime_consumer_missing_calls")
        .help("Calls of the expected file that have not arrived yet")
        .callback(
            to -> {
              Long missing = figures.differences().get(Difference.MISSING);
              if (missing != null) {
                to.call(missing.doubleValue());
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("sfcrime_consumer_lag_records")
        .help("Offsets of the partition that are not read yet")
        .labelNames("partition")
        .callback(
            to ->
                figures
                    .lag()
                    .forEach((partition, lag) -> to.call(lag.doubleValue(), partition.toString())))
        .register(registry);
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** Takes a snapshot. */
  void update(Throughput throughput, Map<Integer, Long> lag, Verifier verifier) {
    figures =
        new Figures(
            throughput.records(),
            throughput.bytes(),
            lag,
            verifier.checksIds() ? verifier.table().idsSeenTwice() : 0,
            verifier.hasExpectedCalls() ? verifier.differences().counts() : Map.of());
  }

  private static Function<Figures, Long> difference(Difference kind) {
    return figures -> figures.differences().get(kind);
  }

  /** Registers a counter that has no value while its figure is null. */
  private void counter(String name, String help, Function<Figures, Long> figure) {
    CounterWithCallback.builder()
        .name("sfcrime_consumer_" + name + "_total")
        .help(help)
        .callback(
            to -> {
              Long count = figure.apply(figures);
              if (count != null) {
                to.call(count.doubleValue());
              }
            })
        .register(registry);
  }
}
