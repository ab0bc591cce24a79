package org.sfcrime.producer.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed whose answers have no bound. {@link FeedReaderTest} has its redirects and delays. */
class HostileFeedTest {
  private static final String T10 = "2026-11-20T10:00:00.000";

  @AutoClose private final FakeFeed feed = new FakeFeed();
  private final FakeTime time = new FakeTime();
  private final FollowOptions options =
      new FollowOptions(
          feed.address(), Duration.ofHours(1), Duration.ofDays(2), null, false, false);
  private final FeedReader reader =
      new FeedReader(options, new FeedClient(options, time), time, 1_000_000, 4);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_bodyWithoutEnd_isRefused(boolean isGzip) {
    feed.then(
        exchange -> {
          if (isGzip) {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          }
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody();
              OutputStream out = isGzip ? new GZIPOutputStream(body) : body) {
            byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 2 * FeedClient.MOST_BYTES / spaces.length; i++) {
              out.write(spaces);
            }
          }
        });
    assertRefused("a response has more than 16,777,216 bytes");
  }

  @Test
  void read_tooManyValues_areRefused() {
    feed.thenBody("[" + "{},".repeat(1_000_000) + "{}]");
    assertRefused("the response is no page of calls: Token count ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[", "[{\"a\":["})
  void read_deepJson_isRefused(String start) {
    feed.thenBody(start + "[".repeat(100_000));
    assertRefused("the response is no page of calls: Document nesting depth (101) exceeds");
  }

  @Test
  void read_pagesWithoutEnd_areRefused() {
    String filler = "\"filler\":\"%s\"".formatted("a".repeat(900_000));
    AtomicInteger id = new AtomicInteger();
    feed.beforeAnswer =
        () -> {
          feed.rows.clear();
          IntStream.range(0, 4)
              .forEach(
                  n -> feed.row("id%06d".formatted(id.incrementAndGet()), T10, "FIGHT", filler));
        };
    assertRefused("the feed shows more than 67,108,864 bytes of rows since 2026-11-18T10:00:00");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> reader.read())
        .isInstanceOfSatisfying(FeedException.class, e -> assertThat(e.isFinal()).isTrue())
        .hasMessageStartingWith(reason)
        .hasMessageNotContaining("\n");
  }
}
