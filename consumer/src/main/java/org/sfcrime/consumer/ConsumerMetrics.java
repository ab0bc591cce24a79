package org.sfcrime.consumer;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.sfcrime.consumer.verify.Verifier;

/**
 * The metrics of {@code --metrics-port}: the figures of the summary, updated at least every 200 ms
 * while records arrive.
 */
final class ConsumerMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  // Snapshots, which the reading thread replaces. A figure that is not checked is absent.
  private volatile Map<String, Long> figures =
      Map.of("records", 0L, "bytes", 0L, "ids_seen_twice", 0L);
  private volatile Map<Integer, Long> lag = Map.of();

  ConsumerMetrics() {
    counter("records", "Records read");
    counter("bytes", "Bytes of their keys and values");
    counter("ids_seen_twice", "Ids seen twice");
    counter("duplicates", "Expected calls that arrived again");
    counter("unexpected", "Records that are not in the file");
    counter("altered", "Expected calls that arrived changed");
    GaugeWithCallback.builder()
        .name("sfcrime_consumer_missing_calls")
        .help("Calls of the expected file that have not arrived yet")
        .callback(to -> callback("missing", to::call))
        .register(registry);
    GaugeWithCallback.builder()
        .name("sfcrime_consumer_lag_records")
        .help("Offsets of the partition that are not read yet")
        .labelNames("partition")
        .callback(to -> lag.forEach((partition, records) -> to.call(records, partition.toString())))
        .register(registry);
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** Takes a snapshot. */
  void update(Throughput throughput, Map<Integer, Long> lag, Verifier verifier) {
    Map<String, Long> now = new HashMap<>(verifier.figures());
    now.put("records", throughput.records());
    now.put("bytes", throughput.bytes());
    now.putIfAbsent("ids_seen_twice", 0L);
    this.figures = now;
    this.lag = lag;
  }

  private void counter(String name, String help) {
    CounterWithCallback.builder()
        .name("sfcrime_consumer_" + name + "_total")
        .help(help)
        .callback(to -> callback(name, to::call))
        .register(registry);
  }

  private void callback(String name, DoubleConsumer to) {
    Long figure = figures.get(name);
    if (figure != null) {
      to.accept(figure);
    }
  }
}
