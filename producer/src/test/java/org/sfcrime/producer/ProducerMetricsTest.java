package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.producer.follow.FakeTime;
import org.sfcrime.producer.follow.FollowStatistics;
import org.sfcrime.producer.send.CallSender;
import org.sfcrime.producer.send.Rejections;

class ProducerMetricsTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
  private final CallSender sender =
      new CallSender(
          null,
          "t",
          "r",
          new CallSender.Source("file", "3-0a"),
          new CallSender.SizeLimits(1000, 1000));
  private final ProducerMetrics metrics = new ProducerMetrics(sender, new Rejections(stream));

  @Test
  void scrape_showsTheFigures() throws Exception {
    sender.statistics().callSent();
    sender.statistics().callAcknowledged(400, 3);
    sender.statistics().callAcknowledged(100, 70);
    try (HTTPServer server = MetricsServer.start(0, metrics::registry, new StatusLines(stream))) {
      URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("metrics: " + uri);
      String text =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(text)
          .contains(
              "sfcrime_producer_records_total 2.0",
              "sfcrime_producer_bytes_total 500.0",
              "sfcrime_producer_errors_total 0.0",
              "sfcrime_producer_send_latency_seconds_bucket{le=\"0.005\"} 1",
              "sfcrime_producer_send_latency_seconds_count 2",
              "sfcrime_producer_send_latency_seconds_sum 0.073");
    }
  }

  /** The Grafana dashboard and the alert rules must use only metrics that the producer serves. */
  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
  void config_namesOnlyWhatIsServed(String file) throws Exception {
    Set<String> served =
        metrics.following(new FollowStatistics(), new FakeTime()).scrape().stream()
            .map(metric -> metric.getMetadata().getPrometheusName())
            .collect(Collectors.toSet());
    Set<String> named =
        Pattern.compile("sfcrime_producer_\\w+")
            .matcher(Files.readString(Path.of("../config", file)))
            .results()
            .map(found -> found.group().replaceFirst("_(total|bucket)$", ""))
            .collect(Collectors.toSet());
    assertThat(named).isNotEmpty().isSubsetOf(served);
  }
}
