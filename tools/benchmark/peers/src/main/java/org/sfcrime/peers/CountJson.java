package org.sfcrime.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the keys and values of the counts topic, in the form of the streaming job. Not
 * thread-safe.
 *
 * <p>Counts come window by window, so the text of the last window is kept.
 */
final class CountJson implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final HashMap<String, String> descriptions;
  private long lastStart = -1;
  private String start;
  private String end;

  CountJson(Map<String, String> descriptions) {
    this.descriptions = new HashMap<>(descriptions);
  }

  /** Reads the table of radio codes: descriptions by code. */
  static Map<String, String> radioCodes(File file) throws IOException {
    Map<String, String> descriptions = new HashMap<>();
    for (JsonNode code : new ObjectMapper().readTree(file)) {
      descriptions.put(
          code.required("disposition_code").textValue(), code.required("description").textValue());
    }
    return descriptions;
  }

  byte[] key(String group, long windowStart) {
    keep(windowStart);
    return json(
        json -> {
          json.writeStartArray();
          json.writeString(start);
          json.writeString(end);
          json.writeString(Call.crimeType(group));
          json.writeString(Call.disposition(group));
          json.writeEndArray();
        });
  }

  byte[] value(String group, long windowStart, long count) {
    keep(windowStart);
    String disposition = Call.disposition(group);
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("window_start", start);
          json.writeStringField("window_end", end);
          json.writeStringField("crime_type", Call.crimeType(group));
          json.writeStringField("disposition", disposition);
          json.writeStringField("description", descriptions.get(disposition));
          json.writeNumberField("count", count);
          json.writeEndObject();
        });
  }

  private void keep(long windowStart) {
    if (windowStart != lastStart) {
      lastStart = windowStart;
      start = text(windowStart);
      end = text(windowStart + Peer.WINDOW.toMillis());
    }
  }

  private static String text(long millis) {
    return TIME.format(LocalDateTime.ofEpochSecond(millis / 1000, 0, ZoneOffset.UTC));
  }

  @FunctionalInterface
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      body.write(json);
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
