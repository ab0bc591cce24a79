package org.sfcrime.producer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks a JSON record; the value is its text without the white space between tokens. */
final class JsonToCall implements RecordToCall {
  private static final int MAX_DEPTH = 1000;

  // Without charset detection a record that begins with "{\0" would not be taken for UTF-16.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** As they come, as a rule: the parser compares the next name with the one that is likely. */
  private static final List<CallField> FIELDS = List.of(CallField.values());

  private static final List<SerializableString> NAMES =
      FIELDS.stream().<SerializableString>map(f -> new SerializedString(f.fieldName())).toList();

  private final CallRule rule;
  private final Utf8 utf8 = new Utf8();
  private final JsonMinifier minifier = new JsonMinifier();
  private RawRecord accepted;
  private final Set<CallField> fieldsSeen = EnumSet.noneOf(CallField.class);
  private boolean duplicateField;
  private boolean wrongType;
  private String crimeId;
  private String crimeType;
  private String callDateTime;

  JsonToCall(InstantSource clock) {
    this.rule = new CallRule(clock);
  }

  @Override
  public RejectReason check(RawRecord record) {
    if (record.isHeldWhole() && !utf8.isValid(record.buffer(), record.from(), record.to())) {
      return RejectReason.INVALID_UTF8;
    }
    if (record.broken() != null) {
      return record.broken();
    }
    RejectReason reason = readFields(record);
    if (reason == null) {
      reason = rule.check(crimeId, callDateTime, crimeType);
    }
    accepted = reason == null ? record : null;
    return reason;
  }

  @Override
  public long eventTimeMillis() {
    return rule.eventTimeMillis();
  }

  @Override
  public byte[] key() {
    return crimeId.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] value() {
    return minifier.minify(accepted.buffer(), accepted.from(), accepted.to());
  }

  private RejectReason readFields(RawRecord record) {
    fieldsSeen.clear();
    duplicateField = false;
    wrongType = false;
    crimeId = null;
    crimeType = null;
    callDateTime = null;
    boolean object;
    try (JsonParser parser =
        FACTORY.createParser(record.buffer(), record.from(), record.length())) {
      object = parser.nextToken() == JsonToken.START_OBJECT;
      readTopLevel(parser, object);
      if (parser.nextToken() != null) {
        return RejectReason.NOT_JSON;
      }
    } catch (StreamReadException | StreamConstraintsException e) {
      return RejectReason.NOT_JSON;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (!object) {
      return RejectReason.NOT_AN_OBJECT;
    }
    if (duplicateField) {
      return RejectReason.DUPLICATE_FIELD;
    }
    return wrongType ? RejectReason.WRONG_TYPE : null;
  }

  private void readTopLevel(JsonParser parser, boolean object) throws IOException {
    if (!object) {
      parser.skipChildren();
      // Scalars are decoded lazily: asking for the text checks them to their end.
      parser.getText();
      return;
    }
    int likely = 0;
    while (true) {
      CallField field = null;
      if (parser.nextFieldName(NAMES.get(likely))) {
        field = FIELDS.get(likely);
        likely = (likely + 1) % FIELDS.size();
      } else if (parser.currentToken() == JsonToken.FIELD_NAME) {
        field = CallField.named(parser.currentName());
      } else {
        return;
      }
      JsonToken token = parser.nextToken();
      if (field != null) {
        readField(field, token, parser);
      }
      parser.skipChildren();
    }
  }

  private void readField(CallField field, JsonToken token, JsonParser parser) throws IOException {
    duplicateField |= !fieldsSeen.add(field);
    if (!field.isRead()) {
      return;
    }
    if (token != JsonToken.VALUE_STRING) {
      wrongType |= token != JsonToken.VALUE_NULL;
      return;
    }
    switch (field) {
      case CRIME_ID -> crimeId = parser.getText();
      case ORIGINAL_CRIME_TYPE_NAME -> crimeType = parser.getText();
      case CALL_DATE_TIME -> callDateTime = parser.getText();
      default -> {}
    }
  }
}
