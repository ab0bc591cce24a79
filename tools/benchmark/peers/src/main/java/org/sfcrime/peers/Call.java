package org.sfcrime.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The fields of a call that the count needs.
 *
 * @param group crime type and disposition
 * @param timeMillis the wall-clock time of the call, in milliseconds since 1970 as if in UTC
 */
record Call(String group, long timeMillis) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long FIRST_MILLIS = millis("2000-01-01T00:00:00.000");

  /** Not part of a crime type or a disposition. */
  private static final char SEPARATOR = '\0';

  /**
   * Reads a record of the topic of calls.
   *
   * @throws IOException if the record is not an acceptable call: the calls of the benchmark are
   */
  static Call parse(byte[] record) throws IOException {
    String id = "";
    String crimeType = "";
    String time = "";
    String disposition = "";
    try (JsonParser parser = JSON.createParser(record)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          switch (name) {
            case "crime_id" -> id = parser.getText();
            case "original_crime_type_name" -> crimeType = parser.getText();
            case "call_date_time" -> time = parser.getText();
            case "disposition" -> disposition = parser.getText();
            default -> parser.skipChildren();
          }
        }
      }
    }
    long millis = millis(time);
    if (id.isEmpty() || crimeType.isBlank() || millis < FIRST_MILLIS) {
      throw new IOException("not an acceptable call: id %s, time %s".formatted(id, time));
    }
    return new Call(crimeType + SEPARATOR + disposition, millis);
  }

  static String crimeType(String group) {
    return group.substring(0, group.indexOf(SEPARATOR));
  }

  static String disposition(String group) {
    return group.substring(group.indexOf(SEPARATOR) + 1);
  }

  /** Parses {@code yyyy-MM-dd'T'HH:mm:ss.SSS}. DateTimeFormatter takes several times as long. */
  private static long millis(String time) {
    LocalDateTime seconds =
        LocalDateTime.of(
            Integer.parseInt(time, 0, 4, 10),
            Integer.parseInt(time, 5, 7, 10),
            Integer.parseInt(time, 8, 10, 10),
            Integer.parseInt(time, 11, 13, 10),
            Integer.parseInt(time, 14, 16, 10),
            Integer.parseInt(time, 17, 19, 10));
    return seconds.toEpochSecond(ZoneOffset.UTC) * 1000 + Integer.parseInt(time, 20, 23, 10);
  }
}
