package org.sfcrime.consumer;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.sfcrime.consumer.verify.Verifier;

/**
 * The metrics of {@code --metrics-port}: the figures of the summary, updated at least every 200 ms
 * while records arrive.
 */
final class ConsumerMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private volatile Figures figures = new Figures(0, 0, Map.of(), 0, null);

  /**
   * A snapshot, which the reading thread replaces.
   *
   * @param verdict null without {@code --expect-file}
   */
  private record Figures(
      long records, long bytes, Map<Integer, Long> lag, long idsSeenTwice, Verdict verdict) {}

  private record Verdict(long missing, long duplicates, long unexpected, long altered) {}

  ConsumerMetrics() {
    total("sfcrime_consumer_records_total", "Records read", Figures::records);
    total("sfcrime_consumer_bytes_total", "Bytes of their keys and values", Figures::bytes);
    total("sfcrime_consumer_ids_seen_twice_total", "Ids seen twice", Figures::idsSeenTwice);
    GaugeWithCallback.builder()
        .name("sfcrime_consumer_lag_records")
        .help("Offsets of the partition that are not read yet")
        .labelNames("partition")
        .callback(
            to ->
                figures
                    .lag()
                    .forEach(
                        (partition, lag) -> to.call((double) (long) lag, partition.toString())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("sfcrime_consumer_missing_calls")
        .help("Calls of the expected file that have not arrived yet")
        .callback(
            to -> {
              Verdict verdict = figures.verdict();
              if (verdict != null) {
                to.call((double) verdict.missing());
              }
            })
        .register(registry);
    compared("duplicates", "Expected calls that came again", Verdict::duplicates);
    compared("unexpected", "Records that the file does not have", Verdict::unexpected);
    compared("altered", "Expected calls that came changed", Verdict::altered);
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** Takes a snapshot. */
  void show(Throughput throughput, Map<Integer, Long> lag, Verifier verifier) {
    figures =
        new Figures(
            throughput.records(),
            throughput.bytes(),
            lag,
            verifier.checksIds() ? verifier.table().idsSeenTwice() : 0,
            verifier.hasExpectedCalls()
                ? new Verdict(
                    verifier.missing(),
                    verifier.duplicates().total(),
                    verifier.unexpected().total(),
                    verifier.altered().total())
                : null);
  }

  private void total(String name, String help, ToLongFunction<Figures> figure) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(to -> to.call((double) figure.applyAsLong(figures)))
        .register(registry);
  }

  private void compared(String what, String help, ToLongFunction<Verdict> figure) {
    CounterWithCallback.builder()
        .name("sfcrime_consumer_" + what + "_total")
        .help(help)
        .callback(
            to -> {
              Verdict verdict = figures.verdict();
              if (verdict != null) {
                to.call((double) figure.applyAsLong(verdict));
              }
            })
        .register(registry);
  }
}
