package org.sfcrime.countrecord;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes the records of the counts topic. The key is {@code ["2018-12-31
 * 23:50:00","2019-01-01 00:00:00","Traffic Stop","ADM"]}; the value is an object with the same
 * fields by name, the description, if the disposition is a grouping field, and the count.
 *
 * <p>Writing is not thread-safe. The job writes half a million counts a second, window by window:
 * the text of the last window is kept.
 */
public final class CountJson {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GroupFields fields;
  private final String secondName;
  private final StringBuilder text = new StringBuilder(256);
  private long windowStart;
  private long windowEnd;
  private String startOfKey;
  private String startOfValue;

  /** Writes counts of these grouping fields. */
  public CountJson(GroupFields fields) {
    this.fields = fields;
    this.secondName = ",\"%s\":".formatted(fields.second());
  }

  public byte[] key(CountRecord total) {
    startKey(total);
    return end(']');
  }

  /** Returns the key of a batch's late calls, which ends in the batch's number. */
  public byte[] key(CountRecord late, long batchId) {
    startKey(late);
    text.append(',').append(batchId);
    return end(']');
  }

  /** Returns the value of a total or of late calls. */
  public byte[] value(CountRecord count) {
    keepWindow(count);
    text.append(startOfValue);
    quote(count.first());
    if (fields.hasSecond()) {
      text.append(secondName);
      quote(count.second());
    }
    if (fields.hasDescription()) {
      text.append(",\"description\":");
      if (count.description() == null) {
        text.append("null");
      } else {
        quote(count.description());
      }
    }
    text.append(",\"count\":").append(count.count());
    return end('}');
  }

  /**
   * Reads a record of the topic.
   *
   * @return the count; a count of 0 for a tombstone; empty for a record of another form
   */
  public static Optional<CountRecord> read(byte[] key, byte[] value) {
    if (key == null) {
      return Optional.empty();
    }
    try {
      JsonNode names = JSON.readTree(key);
      if (!names.isArray() || names.size() < 3) {
        return Optional.empty();
      }
      long start = WallClock.parse(names.get(0).asText());
      long end = WallClock.parse(names.get(1).asText());
      JsonNode total = value == null ? JSON.nullNode() : JSON.readTree(value);
      long count = total.path("count").asLong(0);
      return end <= start || count < 0
          ? Optional.empty()
          : Optional.of(
              new CountRecord(
                  start,
                  end,
                  names.get(2).asText(),
                  names.path(3).isTextual() ? names.get(3).textValue() : "",
                  total.path("description").textValue(),
                  count));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the grouping fields of a record's value; empty for a record of another form. */
  public static Optional<GroupFields> fields(byte[] value) {
    try {
      List<String> names = new ArrayList<>();
      JSON.readTree(value == null ? new byte[0] : value).fieldNames().forEachRemaining(names::add);
      names.removeIf(GroupFields::isOtherColumn);
      return Optional.of(new GroupFields(names));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void startKey(CountRecord count) {
    keepWindow(count);
    text.append(startOfKey);
    quote(count.first());
    if (fields.hasSecond()) {
      text.append(',');
      quote(count.second());
    }
  }

  private void keepWindow(CountRecord count) {
    if (startOfKey == null
        || count.windowStart() != windowStart
        || count.windowEnd() != windowEnd) {
      windowStart = count.windowStart();
      windowEnd = count.windowEnd();
      String start = WallClock.format(windowStart);
      String end = WallClock.format(windowEnd);
      startOfKey = "[\"%s\",\"%s\",".formatted(start, end);
      startOfValue =
          "{\"window_start\":\"%s\",\"window_end\":\"%s\",\"%s\":"
              .formatted(start, end, fields.first());
    }
  }

  /** Appends a JSON string. Nearly all texts need no escapes. */
  private void quote(String value) {
    text.append('"');
    if (needsEscapes(value)) {
      ENCODER.quoteAsString(value, text);
    } else {
      text.append(value);
    }
    text.append('"');
  }

  private static boolean needsEscapes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return true;
      }
    }
    return false;
  }

  private byte[] end(char last) {
    byte[] bytes = text.append(last).toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return bytes;
  }
}
