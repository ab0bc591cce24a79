package org.sfcrime.producer.follow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.callrecord.CallDateTime;

/**
 * Reads the rows that the feed shows, with as many requests as needed.
 *
 * <p>A page begins at the key of the last row before it, not at a number of rows. So a row that is
 * inserted or removed meanwhile moves no other row over the edge of a page. The first row of a page
 * repeats the last one of the page before: rows with the same key may be on both pages.
 */
final class FeedReader {
  /** The longest time for new attempts; the next poll comes soon. */
  private static final Duration MOST_RETRIES = Duration.ofMinutes(5);

  private static final Duration LEAST_RETRIES = Duration.ofSeconds(15);
  private static final int PAGE_ROWS = 2_000;

  /** The memory for the rows of a poll: about ten days of the city's calls. */
  private static final int MOST_BYTES = 64 << 20;

  private final FollowOptions options;
  private final FeedClient client;
  private final Waiting waiting;
  private final long maxCallBytes;
  private final int pageRows;

  /** The responses of the last poll that was published, by query. */
  private Map<String, FeedPart> published = Map.of();

  /** The responses of the current poll. */
  private Map<String, FeedPart> current = new HashMap<>();

  private FeedPart.Fields fields;
  private BackOff backOff;

  FeedReader(FollowOptions options, FeedClient client, Waiting waiting, long maxCallBytes) {
    this(options, client, waiting, maxCallBytes, PAGE_ROWS);
  }

  FeedReader(
      FollowOptions options, FeedClient client, Waiting waiting, long maxCallBytes, int pageRows) {
    this.options = options;
    this.client = client;
    this.waiting = waiting;
    this.maxCallBytes = maxCallBytes;
    this.pageRows = pageRows;
  }

  /**
   * Reads all rows since {@code --lookback} before the newest one.
   *
   * @throws FeedException if the feed does not answer within the time for retries
   */
  FeedSnapshot read() throws FeedException, InterruptedException {
    Duration retryFor = options.pollInterval();
    retryFor = retryFor.compareTo(MOST_RETRIES) > 0 ? MOST_RETRIES : retryFor;
    backOff = new BackOff(retryFor.compareTo(LEAST_RETRIES) < 0 ? LEAST_RETRIES : retryFor);
    current = new HashMap<>();
    if (fields == null) {
      fields = part("$limit=1").fields();
    }
    FeedPart newest = fields == null ? null : part(newestQuery());
    if (newest == null || newest.size() == 0) {
      return FeedSnapshot.of(List.of(), Long.MAX_VALUE);
    }
    if (newest.newestMillis() <= CallDateTime.NUMBER) {
      throw FeedException.ofRequest("the newest row has no time that a call can have");
    }
    long since = newest.newestMillis() - options.lookback().toMillis();
    return FeedSnapshot.of(pages(time(since)), since);
  }

  /** Marks what was read last as published, so that an unchanged response needs no body. */
  void published() {
    published = current;
    published.replaceAll((query, part) -> part.withoutRows());
  }

  private List<FeedPart> pages(String since) throws FeedException, InterruptedException {
    List<FeedPart> pages = new ArrayList<>();
    String where = "%s >= '%s'".formatted(fields.time(), since);
    String condition = where;
    String lastKey = null;
    long bytes = 0;
    FeedPart page;
    do {
      String query =
          "$where=%s&$order=%s&$limit=%d"
              .formatted(encoded(condition), encoded(fields.key() + ",:id"), pageRows);
      page = part(query);
      pages.add(page);
      bytes += page.bytes();
      if (bytes > MOST_BYTES) {
        throw FeedException.ofRequest(
            "the feed shows more than %,d bytes of rows since %s; give a shorter --lookback"
                .formatted(MOST_BYTES, since));
      }
      if (page.size() >= pageRows && page.lastKey().equals(lastKey)) {
        throw FeedException.ofRequest(
            "%d rows have the same %s, %s".formatted(page.size(), fields.key(), lastKey));
      }
      lastKey = page.lastKey();
      condition =
          "%s AND %s >= '%s'"
              .formatted(where, fields.key(), String.valueOf(lastKey).replace("'", "''"));
    } while (page.size() >= pageRows);
    return pages;
  }

  /** The newest row with a time that a call can have: a row of 2099 must not hide the others. */
  private String newestQuery() {
    long hour = Duration.ofHours(1).toMillis();
    long bound =
        CallDateTime.localMillis(waiting.now().toEpochMilli()) + CallDateTime.MILLIS_PER_DAY;
    return "$where=%s&$order=%s&$limit=1"
        .formatted(
            encoded("%s <= '%s'".formatted(fields.time(), time(bound - bound % hour))),
            encoded(fields.time() + " DESC"));
  }

  private FeedPart part(String query) throws FeedException, InterruptedException {
    while (true) {
      try {
        FeedPart known = published.get(query);
        FeedClient.Response response = client.get(query, known == null ? null : known.tag());
        FeedPart part =
            response.body() == null
                ? known
                : FeedPart.of(options.feed().toString(), response, waiting, maxCallBytes);
        current.put(query, part);
        return part;
      } catch (FeedException e) {
        Duration wait = e.isFinal() ? null : backOff.next(e.notBefore());
        if (wait == null) {
          throw e;
        }
        waiting.waitFor(wait);
      }
    }
  }

  private static String time(long millis) {
    byte[] text = new byte[CallDateTime.TOPIC_BYTES];
    CallDateTime.format(millis, text);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
