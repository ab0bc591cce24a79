package org.sfcrime.callrecord;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a call from JSON and decides whether the call is accepted. Producer, consumer and job judge
 * every JSON record with this class, so that they agree on each one.
 *
 * <p>{@link CallScanner} reads the usual form of a call; Jackson reads any other JSON. After a
 * record is read, the accessors describe this record until the next one. Not thread-safe.
 */
public final class CallReader {
  private static final int MAX_DEPTH = 1_000;

  /** A larger record gets an array of its own, which is not kept. */
  private static final int USUAL_BYTES = 1 << 14;

  // Without a symbol table, no record that was read before can make a difference. The table would
  // reject names whose hashes collide, depending on what it already holds.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(constraints())
          .build();

  /** Fields usually come in this order: the parser first compares a name with the next of these. */
  private static final List<CallField> FIELDS = List.of(CallField.values());

  private static final List<SerializableString> NAMES =
      FIELDS.stream().<SerializableString>map(f -> new SerializedString(f.fieldName())).toList();

  private final CallFields fields;
  private final CallScanner scanner;
  private final CallRule rule = new CallRule();
  private final Utf8Decoder utf8 = new Utf8Decoder();
  private final Set<CallField> fieldsSeen = EnumSet.noneOf(CallField.class);
  private final Utf8 value = new Utf8();
  private final byte[] usualCompact = new byte[USUAL_BYTES];
  private byte[] record;
  private int recordFrom;
  private int recordTo;
  private boolean isPlain;
  private boolean duplicateField;
  private boolean wrongType;

  /** Creates a reader that keeps the fields that the pipeline reads. */
  public CallReader() {
    this(new CallFields());
  }

  /** Creates a reader that fills these fields. */
  public CallReader(CallFields fields) {
    this.fields = fields;
    this.scanner = new CallScanner(fields);
  }

  private static StreamReadConstraints constraints() {
    StreamReadConstraints.Builder builder =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE);
    try {
      // Jackson limits names to 50,000 characters since 2.16; Spark's 2.15 has no such limit.
      builder.getClass().getMethod("maxNameLength", int.class).invoke(builder, Integer.MAX_VALUE);
    } catch (NoSuchMethodException e) {
      return builder.build();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return builder.build();
  }

  /**
   * Reads one record.
   *
   * @param bytes the record's value, or null for a tombstone
   * @param nowMillis milliseconds since 1970; a call is accepted up to a day later
   * @return why the record is rejected, or null if the call is accepted
   */
  public RejectionReason read(byte[] bytes, long nowMillis) {
    if (bytes == null) {
      fields.clear();
      return RejectionReason.NULL_VALUE;
    }
    return read(bytes, 0, bytes.length, nowMillis);
  }

  /** Reads one record, which is a part of an array. */
  public RejectionReason read(byte[] bytes, int from, int to, long nowMillis) {
    RejectionReason reason = parse(bytes, from, to);
    return reason == null ? rule.check(fields, nowMillis) : reason;
  }

  /** Reads the fields of one record and does not check their text. */
  public RejectionReason parse(byte[] bytes, int from, int to) {
    return scan(bytes, from, to) == to ? null : parseWithJackson(bytes, from, to);
  }

  /**
   * Reads the call that begins at {@code from}, if it is written in the usual form.
   *
   * @param to the text ends before this index at the latest
   * @return the index after the call, or {@link CallScanner#NOT_PLAIN}
   */
  public int scan(byte[] bytes, int from, int to) {
    record = bytes;
    recordFrom = from;
    recordTo = scanner.scan(bytes, from, to);
    isPlain = recordTo != CallScanner.NOT_PLAIN;
    return recordTo;
  }

  /** Returns whether the call that {@link #scan} read has no white space between its tokens. */
  public boolean isCompact() {
    return scanner.isCompact();
  }

  /** Checks the call that {@link #scan} has read. */
  public RejectionReason checkScanned(long nowMillis) {
    return rule.check(fields, nowMillis);
  }

  /** Reads the fields with Jackson, also if the scanner could read them. */
  RejectionReason parseWithJackson(byte[] bytes, int from, int to) {
    record = bytes;
    recordFrom = from;
    recordTo = to;
    isPlain = false;
    fields.clear();
    if (!utf8.isValid(bytes, from, to)) {
      return RejectionReason.INVALID_UTF8;
    }
    // Jackson would take bytes that begin with a NUL for UTF-16; it cannot do that with characters.
    try (JsonParser json = JSON.createParser(utf8.reader(bytes, from, to))) {
      return readObject(json);
    } catch (JsonProcessingException e) {
      fields.clear();
      return RejectionReason.NOT_JSON;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** Returns the event time of an accepted call, in milliseconds since 1970. */
  public long eventTimeMillis() {
    return rule.eventTimeMillis();
  }

  /** Returns the fields of the record. They are views of its bytes, which must not change. */
  public CallFields fields() {
    return fields;
  }

  /** Returns the JSON text without the white space between its tokens; the record must be JSON. */
  public Utf8 value() {
    if (isPlain && scanner.isCompact()) {
      value.set(record, recordFrom, recordTo);
      return value;
    }
    int size = recordTo - recordFrom;
    byte[] compact = size <= USUAL_BYTES ? usualCompact : new byte[size];
    int length =
        isPlain
            ? scanner.compact(compact)
            : JsonMinifier.minify(record, recordFrom, recordTo, compact);
    value.set(compact, 0, length);
    return value;
  }

  /** Reads the record to its end, so that an error anywhere in it is found. */
  private RejectionReason readObject(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    fieldsSeen.clear();
    duplicateField = false;
    wrongType = false;
    if (first == JsonToken.START_OBJECT) {
      readFields(json);
    } else if (first != null) {
      json.skipChildren();
      json.getText(); // Decodes a scalar, which finds an error inside it.
    }
    if (first == null || json.nextToken() != null) {
      fields.clear();
      return RejectionReason.NOT_JSON;
    }
    if (first != JsonToken.START_OBJECT) {
      return RejectionReason.NOT_AN_OBJECT;
    }
    if (duplicateField) {
      return RejectionReason.DUPLICATE_FIELD;
    }
    return wrongType ? RejectionReason.WRONG_TYPE : null;
  }

  private void readFields(JsonParser json) throws IOException {
    int likely = 0;
    while (true) {
      CallField field;
      if (json.nextFieldName(NAMES.get(likely))) {
        field = FIELDS.get(likely);
        likely = (likely + 1) % FIELDS.size();
      } else if (json.currentToken() == JsonToken.FIELD_NAME) {
        field = CallField.named(json.currentName());
      } else {
        return;
      }
      JsonToken token = json.nextToken();
      if (field != null) {
        readField(field, token, json);
      } else if (fields.hasFurther()) {
        readText(fields.get(json.currentName()), token, json);
      }
      json.skipChildren();
    }
  }

  private void readField(CallField field, JsonToken token, JsonParser json) throws IOException {
    duplicateField |= !fieldsSeen.add(field);
    wrongType |= field.isRead() && token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NULL;
    readText(fields.get(field), token, json);
  }

  private static void readText(Utf8 text, JsonToken token, JsonParser json) throws IOException {
    if (text != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      text.set(json.getText());
    }
  }
}
