package org.sfcrime.streaming;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads what the counts need of one call's JSON, or says why it is not a call.
 *
 * <p>One parser serves one thread: the fields of the last accepted call are its state.
 */
final class CallParser {
  /** The 14 source fields; the position of each is its bit in the check for duplicates. */
  private static final Map<String, Integer> FIELDS =
      Map.ofEntries(
          Map.entry("crime_id", 0),
          Map.entry("original_crime_type_name", 1),
          Map.entry("call_date_time", 2),
          Map.entry("disposition", 3),
          Map.entry("report_date", 4),
          Map.entry("call_date", 5),
          Map.entry("offense_date", 6),
          Map.entry("call_time", 7),
          Map.entry("address", 8),
          Map.entry("city", 9),
          Map.entry("state", 10),
          Map.entry("agency_id", 11),
          Map.entry("address_type", 12),
          Map.entry("common_location", 13));

  private static final int CRIME_ID = 0;
  private static final int CRIME_TYPE = 1;
  private static final int CALL_DATE_TIME = 2;
  private static final int DISPOSITION = 3;
  private static final int FIELDS_READ = 4;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String[] fields = new String[FIELDS_READ];
  private long eventTimeMillis;

  /**
   * Parses one record.
   *
   * @param value the record's bytes, or null for a tombstone
   * @param nowMillis the latest time at which a call can have been made, less a day
   * @return null if this is an accepted call, else the reason why it is not
   */
  RejectionReason parse(byte[] value, long nowMillis) {
    if (value == null) {
      return RejectionReason.NULL_VALUE;
    }
    if (!isUtf8(value)) {
      return RejectionReason.INVALID_UTF8;
    }
    if (looksLikeUtf16(value)) {
      return RejectionReason.NOT_JSON;
    }
    try (JsonParser json = JSON.createParser(value)) {
      RejectionReason reason = readFields(json);
      return reason != null ? reason : check(nowMillis);
    } catch (JsonProcessingException e) {
      return RejectionReason.NOT_JSON;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // reading from memory does not fail
    }
  }

  long eventTimeMillis() {
    return eventTimeMillis;
  }

  String crimeId() {
    return fields[CRIME_ID];
  }

  String crimeType() {
    return fields[CRIME_TYPE];
  }

  /** The code as written; empty where the record has none. */
  String disposition() {
    return fields[DISPOSITION] == null ? "" : fields[DISPOSITION];
  }

  /** Reads the whole text, so that what is broken further down is found too. */
  private RejectionReason readFields(JsonParser json) throws IOException {
    Arrays.fill(fields, null);
    if (json.nextToken() != JsonToken.START_OBJECT) {
      if (json.currentToken() == null) {
        return RejectionReason.NOT_JSON;
      }
      json.skipChildren();
      return json.nextToken() == null ? RejectionReason.NOT_AN_OBJECT : RejectionReason.NOT_JSON;
    }
    int seen = 0;
    boolean duplicate = false;
    boolean wrongType = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      Integer field = FIELDS.get(name);
      if (field != null) {
        duplicate |= (seen & 1 << field) != 0;
        seen |= 1 << field;
      }
      if (field == null || field >= FIELDS_READ) {
        json.skipChildren();
      } else if (token == JsonToken.VALUE_STRING) {
        fields[field] = json.getText();
      } else if (token != JsonToken.VALUE_NULL) {
        wrongType = true;
        json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      return RejectionReason.NOT_JSON;
    }
    return duplicate
        ? RejectionReason.DUPLICATE_FIELD
        : wrongType ? RejectionReason.WRONG_TYPE : null;
  }

  private RejectionReason check(long nowMillis) {
    if (isBlank(fields[CRIME_ID])) {
      return RejectionReason.MISSING_CRIME_ID;
    }
    if (isBlank(fields[CALL_DATE_TIME])) {
      return RejectionReason.MISSING_CALL_DATE_TIME;
    }
    eventTimeMillis = WallClock.parse(fields[CALL_DATE_TIME]);
    if (eventTimeMillis == WallClock.UNPARSEABLE) {
      return RejectionReason.BAD_CALL_DATE_TIME;
    }
    if (!WallClock.isPlausible(eventTimeMillis, nowMillis)) {
      return RejectionReason.CALL_DATE_TIME_OUT_OF_BOUNDS;
    }
    return isBlank(fields[CRIME_TYPE]) ? RejectionReason.MISSING_CRIME_TYPE : null;
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  private static boolean isUtf8(byte[] value) {
    for (byte b : value) {
      if (b < 0) {
        return decodes(value);
      }
    }
    return true;
  }

  private static boolean decodes(byte[] value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Jackson would recognise UTF-16 and UTF-32 by their zero bytes and read them; the contract is
   * UTF-8.
   */
  private static boolean looksLikeUtf16(byte[] value) {
    for (int i = 0; i < Math.min(4, value.length); i++) {
      if (value[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
