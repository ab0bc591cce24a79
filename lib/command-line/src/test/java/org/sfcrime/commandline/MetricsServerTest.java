package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StatusLines status =
      new StatusLines(new PrintStream(err, true, StandardCharsets.UTF_8));
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void start_servesTheRegistryAndPrintsTheAddress() throws Exception {
    Counter.builder().name("calls_total").help("Calls").register(registry).inc(3);
    try (HTTPServer server = MetricsServer.start(0, () -> registry, status)) {
      URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo("metrics: " + uri + System.lineSeparator());
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).contains("calls_total 3.0");
    }
  }

  @Test
  void clientsThatNeverFinishTheirRequests_otherClientsGetTheMetrics() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (HTTPServer server = MetricsServer.start(0, () -> registry, status)) {
      for (int i = 0; i < 50; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        slow.add(client);
        client
            .getOutputStream()
            .write("GET /metrics HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.UTF_8));
      }
      URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build();
      assertThat(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket client : slow) {
        client.close();
      }
    }
  }

  /** In such a JVM, the loopback address is ::1. */
  @Test
  void start_jvmPrefersIpv6_printedAddressAnswers() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv6Addresses=true",
                "-cp",
                System.getProperty("java.class.path"),
                UntilEndOfInput.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      assertThat(line).startsWith("metrics: http://");
      URI uri = URI.create(line.replace("metrics: ", ""));
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
    } finally {
      process.destroy();
    }
  }

  /** Serves metrics until the end of standard input. */
  static final class UntilEndOfInput {
    public static void main(String[] args) throws IOException {
      HTTPServer server =
          MetricsServer.start(0, PrometheusRegistry::new, new StatusLines(System.err));
      while (System.in.read() >= 0) {}
      server.close();
    }
  }

  @Test
  void start_portInUse() {
    try (HTTPServer server = MetricsServer.start(0, () -> registry, status)) {
      int port = server.getPort();
      assertThatThrownBy(() -> MetricsServer.start(port, () -> registry, status))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("--metrics-port " + port + " cannot be opened");
    }
  }

  @Test
  void start_withoutPort() {
    assertThat(MetricsServer.start(null, () -> registry, status)).isNull();
    assertThat(err.size()).isZero();
  }

  @Test
  void checkPort_outOfRange() {
    MetricsServer.checkPort(null);
    MetricsServer.checkPort(0);
    assertThatThrownBy(() -> MetricsServer.checkPort(65_536))
        .hasMessage("--metrics-port (65536) must be from 0 to 65535");
  }
}
