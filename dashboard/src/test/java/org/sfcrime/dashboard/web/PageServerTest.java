package org.sfcrime.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;

class PageServerTest {
  private static final int SCRIPT_BUDGET = 1_200_000;

  private final CountsTable table = new CountsTable(new CrimeTypeNames());
  private final OpenPages pages = new OpenPages();
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer server;
  private int port;

  @BeforeEach
  void start() {
    server = new PageServer(Set.of("fd00::5", "Proxy.example:8443"), table, pages);
    port = server.start("127.0.0.1", 0).getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Returns the status code. Uses a socket, as the JDK's client does not let callers set Host. */
  private int status(String method, String host) throws IOException {
    try (Socket socket = open(method + " / HTTP/1.1\r\nHost: " + host)) {
      byte[] line = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
    }
  }

  private Socket open(String head) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void page_strictPolicyAndNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.body()).doesNotContain("http://", "https://", "<style", "style=", "onclick");
  }

  @Test
  void scripts_smallerThanTheBudget() {
    int bytes =
        PageFiles.all().values().stream()
            .filter(file -> file.type().startsWith("text/javascript"))
            .mapToInt(file -> file.bytes().length)
            .sum();
    assertThat(bytes).isLessThan(SCRIPT_BUDGET);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, localhost:8080, 200",
    "HEAD, 127.0.0.1, 200",
    "GET, [::1]:8080, 200",
    "GET, [0:0::1], 200",
    "GET, [fd00::5]:8080, 200",
    "GET, [FD00:0::5], 200",
    "GET, [fd00::6]:8080, 421",
    "GET, proxy.example, 200",
    "GET, proxy.example:9000, 200",
    "GET, evil.example, 421",
    "GET, localhost.evil.example, 421",
    "POST, localhost, 405",
    "DELETE, localhost, 405"
  })
  void request_onlyReadingUnderItsOwnName(String method, String host, int expected)
      throws IOException {
    assertThat(status(method, host)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "[::1]"})
  void ipv6Address_isAUrl(String host) throws Exception {
    assumeThat(NetworkInterface.getByInetAddress(InetAddress.getAllByName("::1")[0])).isNotNull();
    try (PageServer other = new PageServer(Set.of(), table, new OpenPages())) {
      URI address = other.start(host, 0);
      assertThat(address).hasHost("[::1]");
      HttpRequest request = HttpRequest.newBuilder(address).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void filterThatIsNone_isNamed() throws Exception {
    HttpResponse<String> answer = get("/api/view?from=%3Cscript%3E");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("text/plain");
    assertThat(answer.body()).startsWith("from must be a time like");
  }

  /** The 150 pages that read receive the status, although 50 others read nothing. */
  @Test
  void twoHundredPages_allHearOfABatch() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        sockets.add(
            open("GET /api/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream"));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> pages.size() == 200);
      pages.send(status(42));
      for (Socket socket : sockets.subList(50, 200)) {
        socket.setSoTimeout(10_000);
        assertThat(readUntil(socket.getInputStream(), "\"version\":42")).isTrue();
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              pages.send(status(0));
              return pages.size() == 0;
            });
  }

  private static Status status(long version) {
    return new Status(version, "live", null, false, null, 0);
  }

  private static boolean readUntil(InputStream in, String wanted) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[4096];
    for (int read = in.read(some); read > 0; read = in.read(some)) {
      text.append(new String(some, 0, read, StandardCharsets.UTF_8));
      if (text.indexOf(wanted) >= 0) {
        return true;
      }
    }
    return false;
  }
}
