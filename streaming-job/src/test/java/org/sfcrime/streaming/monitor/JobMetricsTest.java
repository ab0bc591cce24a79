package org.sfcrime.streaming.monitor;

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
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.kafka.TopicOffsets;

class JobMetricsTest {
  private static String scrape(JobMetrics metrics) throws Exception {
    PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    try (HTTPServer server = MetricsServer.start(0, metrics::registry, new StatusLines(err))) {
      URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void scrape_beforeTheFirstBatch_hasTheTotalsOfTheCheckpoint() throws Exception {
    RowCounts totals = new RowCounts(100, 80, 7, 3, 0, 2, Map.of(RejectionReason.NOT_JSON, 10L));
    long watermark = CallDateTime.parse("2018-12-31T23:50:00.000");
    BucketReport report = new BucketReport(RowCounts.ZERO, totals, Map.of(), watermark, 6, 42);
    assertThat(scrape(new JobMetrics(report)))
        .contains(
            "sfcrime_job_records_total 100.0",
            "sfcrime_job_counted_total 80.0",
            "sfcrime_job_late_total 7.0",
            "sfcrime_job_duplicates_total 3.0",
            "sfcrime_job_unmatched_total 2.0",
            "sfcrime_job_rejected_total{reason=\"not_json\"} 10.0",
            "sfcrime_job_rejected_total{reason=\"null_value\"} 0.0",
            "sfcrime_job_open_groups 42.0",
            "sfcrime_job_watermark_timestamp_seconds 1.5463002E9")
        .doesNotContain("sfcrime_job_batch_id ");
  }

  @Test
  void scrape_withoutWatermark_leavesItOut() throws Exception {
    assertThat(scrape(new JobMetrics(BucketReport.NOTHING)))
        .doesNotContain("sfcrime_job_watermark_timestamp_seconds ");
  }

  @Test
  void lag_isWhatTheBatchLeft() {
    Map<Integer, Long> processed = TopicOffsets.parse("{\"calls\":{\"0\":5,\"1\":8}}", "calls");
    assertThat(processed).isEqualTo(Map.of(0, 5L, 1, 8L));
    assertThat(new TopicOffsets(processed, Map.of(0, 9L, 1, 8L)).lag())
        .isEqualTo(Map.of(0, 4L, 1, 0L));
    assertThat(TopicOffsets.parse(null, "calls")).isEmpty();
  }

  /** The Grafana dashboard and the alert rules must use only metrics that the job serves. */
  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
  void config_namesOnlyWhatIsServed(String file) throws Exception {
    Set<String> served =
        new JobMetrics(BucketReport.NOTHING)
            .registry().scrape().stream()
                .map(metric -> metric.getMetadata().getPrometheusName())
                .collect(Collectors.toSet());
    Set<String> named =
        Pattern.compile("sfcrime_job_\\w+")
            .matcher(Files.readString(Path.of("../config", file)))
            .results()
            .map(found -> found.group().replaceFirst("_(total|bucket)$", ""))
            .collect(Collectors.toSet());
    assertThat(named).isNotEmpty().isSubsetOf(served);
  }
}
