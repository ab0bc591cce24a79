package org.sfcrime.streaming.count;

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
import java.util.EnumSet;
import java.util.Set;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallRule;
import org.sfcrime.callrecord.CallScanner;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;

/**
 * Reads what the counts need of one call's JSON, or says why it is not a call.
 *
 * <p>One parser serves one thread: the fields of the last accepted call are its state.
 */
public final class CallParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final CallFields fields = new CallFields();
  private final CallScanner scanner = new CallScanner(fields);
  private final CallRule rule = new CallRule();
  private final Set<CallField> fieldsSeen = EnumSet.noneOf(CallField.class);

  /**
   * Parses one record.
   *
   * @param value the record's bytes, or null for a tombstone
   * @param nowMillis the latest time at which a call can have been made, less a day
   * @return null if this is an accepted call, else the reason why it is not
   */
  public RejectionReason parse(byte[] value, long nowMillis) {
    if (value == null) {
      return RejectionReason.NULL_VALUE;
    }
    if (scan(value)) {
      return rule.check(fields, nowMillis);
    }
    RejectionReason reason = parseWithJackson(value);
    return reason != null ? reason : rule.check(fields, nowMillis);
  }

  /** Returns whether the record is written plainly: then its fields are read. */
  boolean scan(byte[] value) {
    return scanner.scan(value, 0, value.length) == value.length;
  }

  /**
   * Reads the fields, whatever the record looks like.
   *
   * @return why it is no call, whatever the fields say; null if it may be one
   */
  RejectionReason parseWithJackson(byte[] value) {
    fields.clear();
    if (!isUtf8(value)) {
      return RejectionReason.INVALID_UTF8;
    }
    if (looksLikeUtf16(value)) {
      return RejectionReason.NOT_JSON;
    }
    try (JsonParser json = JSON.createParser(value)) {
      return readFields(json);
    } catch (JsonProcessingException e) {
      return RejectionReason.NOT_JSON;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // reading from memory does not fail
    }
  }

  public long eventTimeMillis() {
    return rule.eventTimeMillis();
  }

  CallFields fields() {
    return fields;
  }

  public Utf8 crimeId() {
    return fields.crimeId();
  }

  public Utf8 crimeType() {
    return fields.crimeType();
  }

  /** The code as written; empty where the record has none. */
  public Utf8 disposition() {
    return fields.disposition();
  }

  /** Reads the whole text, so that what is broken further down is found too. */
  private RejectionReason readFields(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      if (json.currentToken() == null) {
        return RejectionReason.NOT_JSON;
      }
      json.skipChildren();
      return json.nextToken() == null ? RejectionReason.NOT_AN_OBJECT : RejectionReason.NOT_JSON;
    }
    fieldsSeen.clear();
    boolean duplicate = false;
    boolean wrongType = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      CallField field = CallField.named(name);
      duplicate |= field != null && !fieldsSeen.add(field);
      if (field == null || !field.isRead()) {
        json.skipChildren();
      } else if (token == JsonToken.VALUE_STRING) {
        fields.get(field).set(json.getText());
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
