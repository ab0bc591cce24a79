package org.sfcrime.callfile;

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
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallRule;
import org.sfcrime.callrecord.CallScanner;
import org.sfcrime.callrecord.RejectionReason;

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

  private final InstantSource clock;
  private final CallRule rule = new CallRule();
  private final CallScanner scanner = new CallScanner(new CallFields());
  private final Utf8Check utf8 = new Utf8Check();
  private final JsonMinifier minifier = new JsonMinifier();
  private final CallFields parsed = new CallFields();
  private final Set<CallField> fieldsSeen = EnumSet.noneOf(CallField.class);
  private boolean duplicateField;
  private boolean wrongType;

  /** The record that was accepted last; what scanned it, or null if Jackson read it. */
  private RawRecord accepted;

  private CallScanner plain;

  JsonToCall(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public RejectionReason check(RawRecord record) {
    accepted = record;
    plain = record.broken() == null ? scanner(record) : null;
    RejectionReason reason = plain == null ? parse(record) : null;
    return reason == null ? rule.check(fields(), clock.millis()) : reason;
  }

  /** Returns what has scanned the record, or scans it; null if it is not written plainly. */
  private CallScanner scanner(RawRecord record) {
    if (record.scanned() != null) {
      return record.scanned();
    }
    int end = scanner.scan(record.buffer(), record.from(), record.to());
    return end == record.to() ? scanner : null;
  }

  private RejectionReason parse(RawRecord record) {
    if (record.isHeldWhole() && !utf8.isValid(record.buffer(), record.from(), record.to())) {
      return RejectionReason.INVALID_UTF8;
    }
    return record.broken() != null ? record.broken() : readFields(record);
  }

  private CallFields fields() {
    return plain == null ? parsed : plain.fields();
  }

  @Override
  public long eventTimeMillis() {
    return rule.eventTimeMillis();
  }

  @Override
  public byte[] key() {
    return fields().crimeId().copy();
  }

  @Override
  public byte[] value() {
    return plain == null
        ? minifier.minify(accepted.buffer(), accepted.from(), accepted.to())
        : plain.compact();
  }

  private RejectionReason readFields(RawRecord record) {
    fieldsSeen.clear();
    duplicateField = false;
    wrongType = false;
    parsed.clear();
    boolean object;
    try (JsonParser parser =
        FACTORY.createParser(record.buffer(), record.from(), record.length())) {
      object = parser.nextToken() == JsonToken.START_OBJECT;
      readTopLevel(parser, object);
      if (parser.nextToken() != null) {
        return RejectionReason.NOT_JSON;
      }
    } catch (StreamReadException | StreamConstraintsException e) {
      return RejectionReason.NOT_JSON;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (!object) {
      return RejectionReason.NOT_AN_OBJECT;
    }
    if (duplicateField) {
      return RejectionReason.DUPLICATE_FIELD;
    }
    return wrongType ? RejectionReason.WRONG_TYPE : null;
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
    parsed.get(field).set(parser.getText());
  }
}
