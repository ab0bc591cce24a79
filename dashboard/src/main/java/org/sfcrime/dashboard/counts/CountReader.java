package org.sfcrime.dashboard.counts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Optional;

/** A record of the counts topic as a count. What another program put there is left out. */
final class CountReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CountReader() {}

  /** The count; one of 0 calls for a tombstone, none for what is not a count. */
  static Optional<Count> read(byte[] key, byte[] value) {
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
      long calls = total.path("count").asLong(0);
      if (end <= start || calls < 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Count(
              start,
              end,
              names.get(2).asText(),
              text(names.path(3)),
              text(total.path("description")),
              calls));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }
}
