package org.sfcrime.producer.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;

/**
 * What the feed shows in one poll.
 *
 * @param pages the responses; the first row of a page repeats the last one of the page before
 * @param calls the calls of all pages, with the oldest and the newest event time
 * @param sinceMillis the event time from which on a poll reads; the feed may show older calls later
 *     that it does not show now
 */
record FeedSnapshot(List<FeedPart> pages, LongSummaryStatistics calls, long sinceMillis) {
  static FeedSnapshot of(List<FeedPart> pages, long sinceMillis) {
    LongSummaryStatistics calls = new LongSummaryStatistics();
    pages.forEach(page -> calls.combine(page.calls()));
    return new FeedSnapshot(pages, calls, sinceMillis);
  }

  /** Returns the number of calls, without those that two pages show. */
  long shown() {
    return Math.max(0, calls.getCount() - Math.max(0, pages.size() - 1));
  }

  boolean hasCalls() {
    return calls.getCount() > 0;
  }

  /**
   * Returns the calls of the responses that have changed, in the order in which the feed shows
   * them. If an id appears several times, its last row counts.
   */
  List<FeedRow> changedCalls() {
    Map<String, FeedRow> byId = new LinkedHashMap<>();
    for (FeedPart page : pages) {
      for (FeedRow row : page.rows()) {
        if (row.isCall()) {
          byId.remove(row.id());
          byId.put(row.id(), row);
        }
      }
    }
    return new ArrayList<>(byId.values());
  }

  /** Returns the rejected records of the responses that have changed. */
  List<FeedRow> changedRejections() {
    return pages.stream()
        .flatMap(page -> page.rows().stream())
        .filter(row -> !row.isCall())
        .toList();
  }
}
