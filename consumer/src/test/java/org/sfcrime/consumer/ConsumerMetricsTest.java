package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.verify.CallTable;
import org.sfcrime.consumer.verify.Verifier;

class ConsumerMetricsTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StatusLines status =
      new StatusLines(new PrintStream(err, true, StandardCharsets.UTF_8));
  private final ConsumerMetrics metrics = new ConsumerMetrics();

  private String scrape() throws IOException, InterruptedException {
    try (HTTPServer server = MetricsServer.start(0, metrics::registry, status)) {
      URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("metrics: " + uri);
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void scrape_showsTheFigures() throws Exception {
    Throughput throughput = new Throughput(new FakeClock(), status, false);
    Verifier verifier = new Verifier(new CallTable(1 << 20), InstantSource.system(), true, 10);
    metrics.update(throughput, Map.of(0, 7L, 3, 0L), verifier);
    assertThat(scrape())
        .contains(
            "sfcrime_consumer_records_total 0.0",
            "sfcrime_consumer_lag_records{partition=\"0\"} 7.0",
            "sfcrime_consumer_lag_records{partition=\"3\"} 0.0",
            "sfcrime_consumer_missing_calls 0.0",
            "sfcrime_consumer_duplicates_total 0.0",
            "sfcrime_consumer_altered_total 0.0");
  }

  @Test
  void scrape_withoutAFile_hasNoVerdict() throws Exception {
    assertThat(scrape()).doesNotContain("sfcrime_consumer_missing_calls ");
  }

  /** The Grafana dashboard must use only metrics that the consumer serves. */
  @Test
  void dashboard_namesOnlyWhatIsServed() throws Exception {
    Set<String> served =
        metrics.registry().scrape().stream()
            .map(metric -> metric.getMetadata().getPrometheusName())
            .collect(Collectors.toSet());
    Set<String> named =
        Pattern.compile("sfcrime_consumer_\\w+")
            .matcher(Files.readString(Path.of("../config/grafana-dashboard.json")))
            .results()
            .map(found -> found.group().replaceFirst("_(total|bucket)$", ""))
            .collect(Collectors.toSet());
    assertThat(named).isNotEmpty().isSubsetOf(served);
  }
}
