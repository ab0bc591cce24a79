package org.sfcrime.callfile.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;

/**
 * The fields of one JSON record: an object, or an array whose columns have names. The text must be
 * valid JSON. Not thread-safe.
 */
final class JsonFields {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> columns;
  private final List<byte[]> columnNames;
  private final List<String> names = new ArrayList<>();
  private final Set<SourceField> known = EnumSet.noneOf(SourceField.class);

  /** For each further field: the bounds of its name and of its value in the record. */
  private int[] further = new int[64];

  private int furtherLength;
  private Layout layout = Layout.CALLS_2016;
  private byte[] bytes;
  private int at;

  JsonFields(List<String> columns) {
    this.columns = columns;
    this.columnNames = columns.stream().map(JsonText::name).toList();
  }

  /** Returns whether the records are arrays of columns. */
  boolean areColumns() {
    return !columns.isEmpty();
  }

  /** Returns the layout of the last record. */
  Layout layout() {
    return layout;
  }

  /**
   * Sets the texts of the conversion.
   *
   * @return why the record is rejected, or null
   */
  RejectionReason read(RawRecord record, CallConversion conversion) {
    bytes = record.buffer();
    at = record.from();
    furtherLength = 0;
    names.clear();
    known.clear();
    conversion.clear();
    RejectionReason reason = null;
    boolean isArray = next() == '[';
    if (isArray && columns.isEmpty()) {
      return RejectionReason.NOT_AN_OBJECT;
    }
    at++;
    for (int column = 0; next() != (isArray ? ']' : '}'); column++) {
      skip(',');
      if (isArray && column == columns.size()) {
        return RejectionReason.WRONG_TYPE;
      }
      int nameFrom = isArray ? column : position();
      int nameTo = isArray ? column : skipValue();
      String name = isArray ? columns.get(column) : text(nameFrom, nameTo);
      skip(':');
      int from = position();
      int to = skipValue();
      names.add(name);
      SourceField field = SourceField.named(name);
      boolean isFurther = field == null || field.callField() == null;
      if (isFurther && !name.isEmpty()) {
        addFurther(nameFrom, nameTo, from, to);
      }
      if (field != null) {
        RejectionReason fault = set(field, from, to, conversion);
        reason = reason == null ? fault : reason;
      }
    }
    layout = Layout.of(names, known);
    return reason;
  }

  /** Writes the fields of the last record that no field of the call is converted from. */
  void writeFurtherTo(JsonText json) {
    for (int i = 0; i < furtherLength; i += 4) {
      if (areColumns()) {
        json.rawField(columnNames.get(further[i]), bytes, further[i + 2], further[i + 3]);
      } else {
        json.rawField(bytes, further[i], further[i + 1], further[i + 2], further[i + 3]);
      }
    }
  }

  private RejectionReason set(SourceField field, int from, int to, CallConversion conversion) {
    if (!known.add(field)) {
      return RejectionReason.DUPLICATE_FIELD;
    }
    byte first = bytes[from];
    Utf8 text = conversion.text(field);
    if (first == '"' && isPlain(from + 1, to - 1)) {
      text.set(bytes, from + 1, to - 1);
    } else if (first == '"') {
      text.set(text(from, to));
    } else if (first == '-' || (first >= '0' && first <= '9')) {
      text.set(bytes, from, to);
    } else if (first != 'n' && field.isRead()) {
      return RejectionReason.WRONG_TYPE;
    }
    return null;
  }

  private void addFurther(int nameFrom, int nameTo, int from, int to) {
    if (furtherLength == further.length) {
      further = Arrays.copyOf(further, 2 * furtherLength);
    }
    further[furtherLength++] = nameFrom;
    further[furtherLength++] = nameTo;
    further[furtherLength++] = from;
    further[furtherLength++] = to;
  }

  /** Returns the text of a JSON string. */
  private String text(int from, int to) {
    if (isPlain(from + 1, to - 1)) {
      return new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8);
    }
    try (JsonParser json = JSON.createParser(bytes, from, to - from)) {
      return json.nextTextValue();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private boolean isPlain(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Skips white space and returns the next byte. */
  private byte next() {
    return bytes[position()];
  }

  /** Skips white space and returns the index after it. */
  private int position() {
    while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
      at++;
    }
    return at;
  }

  /** Skips white space and this byte, if it is there. */
  private void skip(char separator) {
    if (next() == separator) {
      at++;
    }
  }

  /** Skips the value at the current index and returns the index after it. */
  private int skipValue() {
    int depth = 0;
    do {
      byte b = bytes[at];
      if (b == '"') {
        skipString();
      } else if (b == '{' || b == '[') {
        depth++;
        at++;
      } else if (depth > 0) {
        depth -= b == '}' || b == ']' ? 1 : 0;
        at++;
      } else {
        skipScalar();
      }
    } while (depth > 0);
    return at;
  }

  private void skipString() {
    at++;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skipScalar() {
    while (Character.isLetterOrDigit(bytes[at]) || "+-.".indexOf(bytes[at]) >= 0) {
      at++;
    }
  }
}
