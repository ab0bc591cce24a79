package org.sfcrime.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;

/** The page with HTTPS and a real client. The timeout ends a test that would wait forever. */
@Timeout(60)
class HttpsPageTest {
  @TempDir private Path folder;
  private Path keystore;
  private PageServer server;
  private URI address;

  @BeforeEach
  void start() throws Exception {
    keystore = TestKeystore.make(folder);
    Path password = Files.writeString(folder.resolve("password"), TestKeystore.PASSWORD + "\n");
    ClientLimits limits = new ClientLimits(100, 1, Duration.ofMillis(300), Duration.ofMinutes(10));
    server =
        new PageServer(Set.of(), new CountsTable(new CrimeTypeNames()), new OpenPages(), limits);
    address = server.start("127.0.0.1", 0, Optional.of(TlsKeystore.read(keystore, password)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpResponse<String> get(HttpClient client, URI address)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void page_clientThatTrustsTheCertificate() throws Exception {
    assertThat(address).hasScheme("https");
    HttpClient client = HttpClient.newBuilder().sslContext(TestKeystore.client(keystore)).build();
    assertThat(get(client, address).statusCode()).isEqualTo(200);
    URI byName = URI.create("https://localhost:" + address.getPort() + "/page.js");
    assertThat(get(client, byName).statusCode()).isEqualTo(200);
    assertThat(get(client, address.resolve("/api/view?from=x")).statusCode()).isEqualTo(400);
  }

  @Test
  void page_clientThatDoesNotTrustTheCertificate() {
    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), address))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void connectionWithoutTlsOrWithoutAHandshake_isClosed() throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .doesNotContain("200");
      assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
    }
  }
}
