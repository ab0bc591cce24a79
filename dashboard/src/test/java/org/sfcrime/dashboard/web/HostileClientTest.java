package org.sfcrime.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;

/**
 * Clients that break HTTP's rules or waste time, on raw sockets. The timeout ends a test that would
 * wait forever.
 */
@Timeout(60)
class HostileClientTest {
  private static final ClientLimits USUAL = ClientLimits.usual();
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String PAGE = "GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n";

  private final CountsTable table = new CountsTable(new CrimeTypeNames());
  private final OpenPages pages = new OpenPages();
  private final List<Socket> sockets = new ArrayList<>();
  private PageServer server;
  private int port;

  private void start(ClientLimits limits) {
    server = new PageServer(Set.of(), table, pages, limits);
    port = server.start("127.0.0.1", 0).getPort();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket open(String text) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    send(socket, text);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    socket.getOutputStream().write(bytes);
  }

  /** Returns what the server sends until it closes the connection. */
  private String answer(String request) throws IOException {
    return new String(open(request).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String refused(String request, int status) throws IOException {
    String answer = answer(request);
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsOnlyOnce("HTTP/1.1 ")
        .contains(
            "\r\nCache-Control: no-store\r\n",
            "\r\nContent-Security-Policy: default-src 'none';",
            "\r\nX-Content-Type-Options: nosniff\r\n",
            "\r\nContent-Type: text/plain")
        .doesNotContain("Jetty", "<html", "Exception");
    return answer;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/../../etc/passwd, 400",
        "/%2e%2e/%2e%2e/etc/passwd, 400",
        "/..%2f..%2fetc/passwd, 404",
        "/a/../page.js, 404",
        "/page.js%00, 400",
        "/..\\..\\etc, 400",
        "/%5c..%5cetc, 404",
        "//page.js, 404",
        "//evil.example/page.js, 404",
        "/%ff%fe, 400",
        "/%zz, 400",
        "/api/view?from=%zz, 400",
        "/api/types?type=%, 400",
        "/META-INF/MANIFEST.MF, 404",
        "/page/index.html, 404",
        "http://evil.example/, 400",
      })
  void path_thatIsNoneOfThePage(String path, int status) throws IOException {
    start(USUAL);
    refused(PAGE.replace(" / ", " " + path + " "), status);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        "POST / HTTP/1.1 | Host: localhost | 405",
        "TRACE / HTTP/1.1 | Host: localhost | 405",
        "OPTIONS / HTTP/1.1 | Host: localhost | 405",
        "BREW / HTTP/1.1 | Host: localhost | 405",
        "get / HTTP/1.1 | Host: localhost | 405",
        "POST / HTTP/1.1 | Host: localhost_X-HTTP-Method-Override: GET | 405",
        "GET / HTTP/1.1 | Host: evil.example | 421",
        "GET / HTTP/1.0 | X: no host | 421",
        "GET / HTTP/1.1 | X: no host | 400",
        "GET / HTTP/1.1 | Host: | 400",
        "GET / HTTP/1.1 | Host: localhost_Host: localhost | 400",
        "GET / HTTP/1.1 | Host: localhost_Host: evil.example | 400",
        "GET / HTTP/1.1 | Host: evil.example_Host: localhost | 400",
        "GET / HTTP/1.1 | Host: localhost@evil.example | 400",
        "GET http://localhost/ HTTP/1.1 | Host: evil.example | 400",
        "GET http://evil.example/ HTTP/1.1 | Host: localhost | 400",
        "GET / HTTP/1.1 | Host: localhost_Content-Length: 5_Content-Length: 0 | 400",
        "GET / HTTP/1.1 | Host: localhost_Content-Length: 5, 5 | 400",
        "GET / HTTP/1.1 | Host: localhost_Content-Length: -5 | 400",
        "GET / HTTP/1.1 | Host: localhost_Content-Length: 5_Transfer-Encoding: chunked | 400",
        "GET / HTTP/1.1 | Host: localhost_Transfer-Encoding: xchunked | 400",
        "GET / HTTP/1.1 | Host: localhost_Transfer-Encoding : chunked | 400",
        "GET / HTTP/1.1 | Host: localhost_Transfer-Encoding: chunked_Transfer-Encoding: identity | 400",
        "GET / HTTP/1.1 | Host: localhost_X: a_ folded | 400",
        "GET / HTTP/3.0 | Host: localhost | 505",
      })
  void request_thatBreaksTheRules(String line, String headers, int status) throws IOException {
    start(USUAL);
    String smuggled = "0\n\nGET /page.js HTTP/1.1\nHost: localhost\n\n";
    String head = line + "\n" + headers.replace("_", "\n") + "\nConnection: close\n\n";
    refused(head + smuggled, status);
  }

  @Test
  void urlAndHeaders_thatAreTooLong() throws IOException {
    start(USUAL);
    String filler = "a".repeat(10_000);
    refused(PAGE.replace(" / ", " /?" + filler + " "), 414);
    refused(PAGE.replace("\n\n", "\nX: " + filler + "\n\n"), 431);
    refused(PAGE.replace("\n\n", "\nX: a".repeat(2000) + "\n\n"), 431);
    refused(filler + " / HTTP/1.1\n\n", 431);
  }

  @Test
  void webSocket_isNoService() throws IOException {
    start(new ClientLimits(100, 1, SHORT, LONG));
    String upgrade =
        "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13";
    refused(PAGE.replace("Connection: close", upgrade), 404);
  }

  @Test
  void bodyOfAGet_isNotRead() throws IOException {
    start(USUAL);
    Socket socket = open(PAGE.replace("Connection: close", "Content-Length: 1000000000"));
    assertThatThrownBy(
            () -> {
              while (true) {
                send(socket, "x".repeat(1 << 16));
              }
            })
        .isInstanceOf(IOException.class);
  }

  /** More half-open connections than the server accepts, fed with a byte at a time. */
  @Test
  void halfOpenConnections_areClosedAndAReaderIsServed() throws IOException {
    start(new ClientLimits(20, 1, SHORT, LONG));
    List<Socket> halfOpen = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      halfOpen.add(open("GET / HTTP/1.1\nHost: loc"));
    }
    Socket keptAlive = open(PAGE.replace("Connection: close", "X: a"));
    await().atMost(Duration.ofSeconds(40)).until(() -> allAreClosed(halfOpen));
    assertThat(answer(PAGE)).startsWith("HTTP/1.1 200 ");
    assertThat(new String(keptAlive.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 200 ");
  }

  private static boolean allAreClosed(List<Socket> halfOpen) {
    halfOpen.removeIf(
        socket -> {
          try {
            send(socket, "a");
            return false;
          } catch (IOException e) {
            return true;
          }
        });
    return halfOpen.isEmpty();
  }

  @Test
  void openPages_areNotClosedAsIdle() throws IOException {
    start(new ClientLimits(20, 1, SHORT, LONG));
    Socket page = open("GET /api/events HTTP/1.1\nHost: localhost\nAccept: text/event-stream\n\n");
    await().until(() -> pages.size() == 1);
    for (int i = 0; i < 3; i++) {
      open("GET /").getInputStream().readAllBytes();
    }
    pages.send(new Status(42, "live", null, false, null, 0));
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf("\"version\":42") < 0) {
      int read = page.getInputStream().read();
      assertThat(read).isNotNegative();
      heard.append((char) read);
    }
    assertThat(heard.toString()).contains("\r\nX-Accel-Buffering: no\r\n");
  }

  @Test
  void clientThatNeverReads_isCutOff() throws IOException {
    start(new ClientLimits(20, 1, LONG, SHORT));
    Socket socket = open("");
    assertThatThrownBy(
            () -> {
              while (true) {
                send(socket, "GET /uplot.js HTTP/1.1\nHost: localhost\n\n".repeat(100));
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void filesOfThePage_fitIntoTheBuffer() {
    start(USUAL);
    assertThat(PageFiles.all().values())
        .allMatch(file -> file.bytes().length < ClientLimits.BUFFER_BYTES);
  }

  @Test
  void downloads_haveALimit() throws IOException {
    List<CountRecord> counts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      counts.add(new CountRecord(0, 600_000, i + "a".repeat(5_000), "ADM", null, 1));
    }
    table.put(counts);
    start(new ClientLimits(100, 1, LONG, LONG));
    Socket slow = open(PAGE.replace(" / ", " /api/counts.csv "));
    slow.getInputStream().readNBytes(1000);
    assertThat(refused(PAGE.replace(" / ", " /api/counts.csv "), 503)).contains("try again later");
    slow.close();
    await().until(() -> answer(PAGE.replace(" / ", " /api/counts.csv ")).contains(" 200 "));
  }
}
