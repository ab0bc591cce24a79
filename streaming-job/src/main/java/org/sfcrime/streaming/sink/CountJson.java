package org.sfcrime.streaming.sink;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.sfcrime.streaming.WallClock;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.CountRules;

/**
 * A count as the topics have it: {@code ["2018-12-31 23:50:00","2019-01-01 00:00:00","Traffic
 * Stop","ADM"]} as key, and the same with names, description and count as value.
 *
 * <p>One serves one thread. Counts come window by window, so a window's text is made once.
 */
final class CountJson {
  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  private final CountRules rules;
  private final StringBuilder text = new StringBuilder(256);
  private long windowStart;
  private String startOfKey;
  private String startOfValue;

  CountJson(CountRules rules) {
    this.rules = rules;
  }

  /** The key of a total. */
  byte[] key(Count count) {
    startKey(count);
    return end(']');
  }

  /** The key of a batch's late calls. */
  byte[] key(Count count, long batchId) {
    startKey(count);
    text.append(',').append(batchId);
    return end(']');
  }

  byte[] value(Count count) {
    window(count);
    text.append(startOfValue);
    quote(count.crimeType());
    text.append(",\"disposition\":");
    quote(count.disposition());
    text.append(",\"description\":");
    if (count.description() == null) {
      text.append("null");
    } else {
      quote(count.description());
    }
    text.append(",\"count\":").append(count.calls());
    return end('}');
  }

  private void startKey(Count count) {
    window(count);
    text.append(startOfKey);
    quote(count.crimeType());
    text.append(',');
    quote(count.disposition());
  }

  private void window(Count count) {
    if (startOfKey == null || count.windowStart() != windowStart) {
      windowStart = count.windowStart();
      String start = WallClock.format(windowStart);
      String end = WallClock.format(rules.windowEnd(windowStart));
      startOfKey = "[\"%s\",\"%s\",".formatted(start, end);
      startOfValue =
          "{\"window_start\":\"%s\",\"window_end\":\"%s\",\"crime_type\":".formatted(start, end);
    }
  }

  /** Nearly all texts are plain and are taken over as they are. */
  private void quote(String plainOrNot) {
    text.append('"');
    if (isPlain(plainOrNot)) {
      text.append(plainOrNot);
    } else {
      JSON.quoteAsString(plainOrNot, text);
    }
    text.append('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private byte[] end(char last) {
    byte[] bytes = text.append(last).toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return bytes;
  }
}
