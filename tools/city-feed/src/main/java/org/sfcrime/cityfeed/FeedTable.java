package org.sfcrime.cityfeed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the feed shows: the calls of the last 48 hours, all rows rewritten at each refresh. */
final class FeedTable {
  private static final Duration SHOWN = Duration.ofDays(2);
  private static final Duration TIME_TO_LOAD = Duration.ofSeconds(81);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private final List<ObjectNode> calls;
  private final long seed;

  /** The histories of the calls that are shown. */
  private final Map<String, CallHistory> histories = new HashMap<>();

  /**
   * @param calls closed calls, the oldest first
   */
  FeedTable(List<ObjectNode> calls, long seed) {
    this.calls = calls;
    this.seed = seed;
  }

  /** Returns a time as the API writes it. */
  static String text(LocalDateTime time) {
    return TIME.format(time);
  }

  /** Returns the rows at a refresh, in the order of their ids. */
  List<ObjectNode> at(LocalDateTime refresh) {
    String since = text(refresh.minus(SHOWN));
    String until = text(refresh);
    List<ObjectNode> shown =
        calls.stream()
            .filter(call -> isBetween(call.required("received_datetime").asText(), since, until))
            .toList();
    histories.keySet().retainAll(shown.stream().map(FeedTable::id).collect(Collectors.toSet()));
    List<ObjectNode> rows = new ArrayList<>();
    for (ObjectNode call : shown) {
      ObjectNode row =
          histories.computeIfAbsent(id(call), id -> new CallHistory(call, seed)).at(refresh);
      if (row != null) {
        ObjectNode loaded = row.deepCopy();
        loaded.put("data_as_of", until);
        loaded.put("data_loaded_at", text(refresh.plus(TIME_TO_LOAD)));
        loaded.put(":id", "row-" + Integer.toHexString(Objects.hash(until, id(call))));
        rows.add(loaded);
      }
    }
    return rows;
  }

  private static String id(ObjectNode call) {
    return call.required("cad_number").asText();
  }

  private static boolean isBetween(String time, String since, String until) {
    return time.compareTo(since) > 0 && time.compareTo(until) <= 0;
  }
}
