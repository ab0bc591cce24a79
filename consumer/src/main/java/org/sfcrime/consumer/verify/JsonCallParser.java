package org.sfcrime.consumer.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one JSON text into {@link CallFields}, in one pass and without objects for the strings. */
public final class JsonCallParser {
  private static final byte[][] NAMES =
      CallFields.NAMES.stream()
          .map(name -> name.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);

  private final JsonScanner scanner = new JsonScanner();
  private final CallFields fields;
  private final boolean keepsText;
  private byte[] compact = new byte[1024];
  private int compactEnd;
  private byte[] unescaped = new byte[256];
  private int unescapedEnd;

  public JsonCallParser(CallFields fields) {
    this(fields, false);
  }

  /**
   * @param keepsText whether {@link CallFields#text} is asked for
   */
  public JsonCallParser(CallFields fields, boolean keepsText) {
    this.fields = fields;
    this.keepsText = keepsText;
  }

  /**
   * Fills the fields from the text between {@code from} and {@code limit}.
   *
   * @return null, or the code of the first reason why this is not a JSON object
   */
  public String parse(byte[] text, int from, int limit) {
    fields.clear();
    unescapedEnd = 0;
    compactEnd = 0;
    if (!Utf8.isValid(text, from, limit)) {
      return Reasons.INVALID_UTF8;
    }
    int start = JsonScanner.skipWhiteSpace(text, from, limit);
    boolean isObject = start < limit && text[start] == '{';
    int end = isObject ? object(text, start + 1, limit) : scanner.value(text, start, limit, 0);
    if (end < 0 || JsonScanner.skipWhiteSpace(text, end, limit) < limit) {
      fields.clear();
      return Reasons.NOT_JSON;
    }
    if (isObject && keepsText) {
      fields.setText(CallDigest.ofText(compact, 0, compactEnd));
    }
    return isObject ? null : Reasons.NOT_AN_OBJECT;
  }

  private int object(byte[] text, int from, int limit) {
    int at = JsonScanner.skipWhiteSpace(text, from, limit);
    if (at < limit && text[at] == '}') {
      return at + 1;
    }
    int expectedField = 0;
    while (true) {
      int nameStart = at + 1;
      int nameEnd = scanner.string(text, at, limit);
      if (nameEnd < 0) {
        return nameEnd;
      }
      int field = field(text, nameStart, nameEnd - 1, expectedField);
      at = JsonScanner.afterColon(text, nameEnd, limit);
      if (at < 0) {
        return at;
      }
      int end = scanner.value(text, at, limit, 1);
      if (end < 0) {
        return end;
      }
      if (keepsText) {
        write(compactEnd == 0 ? '{' : ',');
        write(text, nameStart - 1, nameEnd);
        write(':');
        writeValue(text, at, end);
      }
      if (field >= 0) {
        keep(field, text, at, end);
        expectedField = field + 1;
      }
      at = JsonScanner.skipWhiteSpace(text, end, limit);
      if (at >= limit) {
        return JsonScanner.TRUNCATED;
      }
      if (text[at] == '}') {
        if (keepsText) {
          write('}');
        }
        return at + 1;
      }
      if (text[at] != ',') {
        return JsonScanner.INVALID;
      }
      at = JsonScanner.skipWhiteSpace(text, at + 1, limit);
    }
  }

  private void writeValue(byte[] text, int start, int end) {
    if (text[start] == '"') {
      write(text, start, end);
    } else {
      byte[] value = Json.withoutWhiteSpace(text, start, end);
      write(value, 0, value.length);
    }
  }

  private void write(char c) {
    if (compactEnd == compact.length) {
      compact = Arrays.copyOf(compact, 2 * compactEnd);
    }
    compact[compactEnd++] = (byte) c;
  }

  private void write(byte[] text, int start, int end) {
    int length = end - start;
    if (compact.length - compactEnd < length) {
      compact = Arrays.copyOf(compact, Math.max(2 * compact.length, compactEnd + length));
    }
    System.arraycopy(text, start, compact, compactEnd, length);
    compactEnd += length;
  }

  /**
   * Returns which of the 14 fields a name is, or -1; the fields mostly come in their order, so one
   * is a good guess.
   */
  private int field(byte[] text, int start, int end, int guess) {
    if (scanner.sawEscape()) {
      int from = unescape(text, start, end);
      int field = search(unescaped, from, unescapedEnd);
      unescapedEnd = from;
      return field;
    }
    if (guess < NAMES.length && isName(guess, text, start, end)) {
      return guess;
    }
    return search(text, start, end);
  }

  private static int search(byte[] text, int start, int end) {
    for (int field = 0; field < NAMES.length; field++) {
      if (isName(field, text, start, end)) {
        return field;
      }
    }
    return -1;
  }

  private static boolean isName(int field, byte[] text, int start, int end) {
    byte[] name = NAMES[field];
    return Arrays.equals(name, 0, name.length, text, start, end);
  }

  private void keep(int field, byte[] text, int start, int end) {
    if (text[start] == '"') {
      if (!scanner.sawEscape()) {
        fields.set(field, CallFields.Kind.STRING, text, start + 1, end - 1);
      } else {
        int from = unescape(text, start + 1, end - 1);
        fields.set(field, CallFields.Kind.STRING, unescaped, from, unescapedEnd);
      }
    } else if (text[start] == 'n') {
      fields.set(field, CallFields.Kind.NULL, text, start, start);
    } else {
      byte[] compact = Json.withoutWhiteSpace(text, start, end);
      fields.set(field, CallFields.Kind.OTHER, compact, 0, compact.length);
    }
  }

  /**
   * Appends a string's text without its escapes, which is never longer, to {@link #unescaped};
   * returns where it begins.
   */
  private int unescape(byte[] text, int start, int end) {
    if (unescaped.length - unescapedEnd < end - start) {
      // A new array: the fields that were unescaped before keep the old one.
      unescaped = new byte[Math.max(2 * unescaped.length, end - start)];
      unescapedEnd = 0;
    }
    int from = unescapedEnd;
    unescapedEnd = Json.unescape(text, start, end, unescaped, from);
    return from;
  }
}
