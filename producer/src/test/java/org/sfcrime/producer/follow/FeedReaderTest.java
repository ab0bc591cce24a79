package org.sfcrime.producer.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedReaderTest {
  private static final String T10 = "2026-11-20T10:00:00.000";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String ERROR =
      """
      {"code":"query.execution.timeout","error":true,"message":"Query timed out"}""";

  @AutoClose private final FakeFeed feed = new FakeFeed();
  private final FakeTime time = new FakeTime();

  @Test
  void read_severalPages_allRowsOnce() throws Exception {
    rows(11);
    assertThat(ids(reader(4).read())).containsExactlyElementsOf(feed.rows.keySet());
    assertThat(feed.requests).hasSize(2 + 4);
    assertThat(feed.requests.get(3))
        .isEqualTo(
            "$where=received_datetime >= '2026-11-18T10:00:00.000' AND cad_number >= 'id03'"
                + "&$order=cad_number,:id&$limit=4 token secret");
  }

  /** Rows move over the edge of a page, which loses or doubles rows with {@code $offset}. */
  @Test
  void read_rowsInsertedAndRemovedBetweenPages_losesAndDoublesNone() throws Exception {
    rows(9);
    feed.beforeAnswer =
        () -> {
          if (feed.requests.size() == 3) {
            feed.rows.remove("id00");
            feed.row("id021", T10, "FIGHT").row("id041", T10, "FIGHT");
            feed.rows.remove("id06");
          }
        };
    assertThat(ids(reader(4).read()))
        .containsExactly("id00", "id01", "id02", "id03", "id04", "id041", "id05", "id07", "id08");
  }

  @Test
  void read_sameKeyOnAWholePage_isRefused() {
    rows(1);
    IntStream.range(0, 5).forEach(n -> feed.rows.put("id00" + n, feed.rows.get("id00")));
    assertThatThrownBy(() -> reader(3).read())
        .isInstanceOf(FeedException.class)
        .hasMessage("3 rows have the same cad_number, id00");
  }

  @Test
  void read_quoteInAKey_isEscaped() throws Exception {
    feed.row("a'b", T10, "FIGHT").row("c", T10, "FIGHT");
    reader(2).read();
    assertThat(feed.requests.get(3)).contains("cad_number >= 'c'");
    feed.rows.remove("c");
    feed.row("A", T10, "FIGHT");
    reader(2).read();
    assertThat(feed.requests.get(feed.requests.size() - 1)).contains("cad_number >= 'a''b'");
  }

  @Test
  void read_unchangedPages_haveNoRows() throws Exception {
    rows(5);
    FeedReader reader = reader(4);
    reader.read();
    reader.published();
    feed.row("id04", T10, "FIGHT");
    FeedSnapshot snapshot = reader.read();
    assertThat(ids(snapshot)).containsExactly("id03", "id04");
    assertThat(snapshot.shown()).isEqualTo(5);
  }

  /** What was read but not published must be read again. */
  @Test
  void read_afterAnUnpublishedRead_hasAllRows() throws Exception {
    rows(5);
    FeedReader reader = reader(4);
    reader.read();
    assertThat(ids(reader.read())).hasSize(5);
  }

  @Test
  void read_layoutOf2016() throws Exception {
    feed.rows.put(
        "1",
        """
        {"crime_id":"1","call_date_time":"%s","original_crime_type_name":"Fight"}"""
            .formatted(T10));
    // The fake feed sorts and filters by fields of today's data set only.
    assertThat(ids(reader(4).read())).containsExactly("1");
    assertThat(feed.requests.get(2))
        .isEqualTo(
            "$where=call_date_time >= '2026-11-18T10:00:00.000'&$order=crime_id,:id&$limit=4 token secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 408, 429, 500, 502, 503, 504})
  void read_passingFailure_isRepeated(int status) throws Exception {
    rows(2);
    feed.then(status).then(status);
    assertThat(ids(reader(4).read())).hasSize(2);
    assertThat(time.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "30, 30",
    "'Fri, 20 Nov 2026 20:00:40 GMT', 40",
    "'Fri, 20 Nov 2026 19:00:00 GMT', 1",
    "soon, 1",
    "0, 1"
  })
  void read_retryAfter_isWaited(String value, int seconds) throws Exception {
    rows(2);
    feed.then(429, "Retry-After: " + value);
    reader(4).read();
    assertThat(time.waits).containsExactly(Duration.ofSeconds(seconds));
  }

  @Test
  void read_retryAfterBeyondTheBound_failsAndIsKept() {
    feed.then(429, "Retry-After: 900");
    assertThatThrownBy(() -> reader(4).read())
        .isInstanceOfSatisfying(
            FeedException.class, e -> assertThat(e.notBefore()).isEqualTo(Duration.ofMinutes(15)));
    assertThat(time.waits).isEmpty();
  }

  @Test
  void read_failuresWithoutEnd_endsWithinTheBound() {
    IntStream.range(0, 100).forEach(n -> feed.then(503));
    assertThatThrownBy(() -> reader(4).read()).hasMessage("the feed answers with status 503");
    assertThat(time.waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void read_refusedRequest_isNotRepeated(int status) {
    feed.then(status);
    assertThatThrownBy(() -> reader(4).read())
        .isInstanceOfSatisfying(FeedException.class, e -> assertThat(e.isFinal()).isTrue());
    assertThat(time.waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ERROR,
        "<html><body>Maintenance</body></html>",
        "[",
        "[{\"cad_number\":\"1\",\"point\":[1,2]",
        "[]x",
        "\"text\"",
        "{\"cad_number\":\"1\",\"received_datetime\":\"2026-11-20T10:00:00.000\"}"
      })
  void read_status200WithoutRows_isRepeated(String body) throws Exception {
    rows(2);
    feed.thenBody(body);
    assertThat(ids(reader(4).read())).hasSize(2);
    assertThat(time.waits).hasSize(1);
  }

  @Test
  void read_errorObject_isNamed() {
    IntStream.range(0, 100).forEach(n -> feed.thenBody(ERROR));
    assertThatThrownBy(() -> reader(4).read())
        .hasMessageContaining(
            "/resource/x.json is an error message of a web service (Query timed out)");
  }

  /**
   * The connection ends at each byte of a compressed body, with and without an announced length.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_cutBody_isRepeated(boolean lengthIsKnown) throws Exception {
    rows(3);
    FeedReader reader = reader(4);
    List<String> all = ids(reader.read());
    for (int cut = 0; cut < 60; cut += 7) {
      int bytes = cut;
      feed.then(exchange -> sendCut(exchange, bytes, lengthIsKnown));
      assertThat(ids(reader.read())).as("cut after %d bytes", bytes).isEqualTo(all);
    }
  }

  @Test
  void read_bodyThatNeverEnds_timesOut() throws Exception {
    rows(2);
    CountDownLatch end = new CountDownLatch(1);
    feed.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('[');
          exchange.getResponseBody().flush();
          new Thread(() -> closeAfter(end, exchange)).start();
        });
    assertThat(ids(reader(4, Duration.ofMillis(300)).read())).hasSize(2);
    end.countDown();
  }

  @Test
  void read_redirects() throws Exception {
    rows(2);
    try (FakeFeed other = new FakeFeed()) {
      other.rows.putAll(feed.rows);
      feed.then(302, "Location: " + other.address() + "?$limit=1").then(301, "Location: ?$limit=1");
      assertThat(ids(reader(4).read())).hasSize(2);
      assertThat(other.requests).containsExactly("$limit=1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/x",
        "https://example.org/x",
        "//example.org/x",
        "file:///etc/passwd",
        "",
        "http://a b"
      })
  void read_redirectElsewhere_isRefused(String location) {
    feed.then(302, "Location: " + location);
    assertThatThrownBy(() -> reader(4).read()).hasMessageContaining("which is not followed");
  }

  @Test
  void read_endlessRedirects_areRefused() {
    IntStream.range(0, 10).forEach(n -> feed.then(302, "Location: ?$limit=1"));
    assertThatThrownBy(() -> reader(4).read()).hasMessageContaining("more than 5 times");
  }

  @Test
  void token_isNotSentElsewhere() throws Exception {
    rows(2);
    try (FakeFeed other = new FakeFeed()) {
      other.rows.putAll(feed.rows);
      feed.then(302, "Location: " + other.address() + "?$limit=1");
      reader(4).read();
      assertThat(feed.requests).allMatch(request -> request.endsWith(" token secret"));
      assertThat(other.requests).noneMatch(request -> request.contains("token"));
    }
  }

  private static void sendCut(HttpExchange exchange, int bytes, boolean lengthIsKnown)
      throws IOException {
    byte[] text = ("[{\"cad_number\":\"1\"," + " ".repeat(200)).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, lengthIsKnown ? text.length : 0);
    exchange.getResponseBody().write(text, 0, bytes);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static void closeAfter(CountDownLatch end, HttpExchange exchange) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void rows(int number) {
    IntStream.range(0, number).forEach(n -> feed.row("id%02d".formatted(n), T10, "ALARM"));
  }

  private FeedReader reader(int pageRows) {
    return reader(pageRows, Duration.ofMinutes(1));
  }

  private FeedReader reader(int pageRows, Duration timeForAResponse) {
    FollowOptions options =
        new FollowOptions(feed.address(), HOUR, Duration.ofDays(2), "secret", false, false);
    FeedClient client = new FeedClient(options, time, timeForAResponse);
    return new FeedReader(options, client, time, 1_000_000, pageRows);
  }

  private static List<String> ids(FeedSnapshot snapshot) {
    return snapshot.changedCalls().stream().map(FeedRow::id).toList();
  }
}
