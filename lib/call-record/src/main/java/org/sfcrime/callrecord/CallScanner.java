package org.sfcrime.callrecord;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a call in the usual form, in one pass over its bytes: one JSON object of ASCII strings,
 * with one-letter escapes only, and with each of the 14 names at most once and no other name. For
 * any other text {@link #scan} returns {@link #NOT_PLAIN}, and a JSON parser has to decide.
 *
 * <p>Jackson accepts every text that this class accepts, and reads the same fields: a test compares
 * the two on random input. Not thread-safe.
 */
final class CallScanner {
  /** The result for a text that is not in the usual form, or that ends too early. */
  static final int NOT_PLAIN = -1;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final byte[][] NAMES =
      Arrays.stream(CallField.values())
          .map(field -> field.fieldName().getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  /** White space is allowed in four places for each field, and before the first field. */
  private static final int MOST_GAPS = NAMES.length * 4 + 1;

  /** For each field, the field that followed it in an earlier call: the order rarely changes. */
  private final int[] next = new int[NAMES.length + 1];

  private final CallFields fields;

  /** The texts to set, in the order of {@link #NAMES}; null for a field that is only checked. */
  private final Utf8[] texts;

  /** The start and the end of each run of white space between tokens. */
  private final int[] gaps = new int[2 * MOST_GAPS];

  private int gapEnds;
  private byte[] value;
  private int first;
  private int limit;
  private int at;

  /** The start of the last string, which ended before the quote at {@link #at}. */
  private int start;

  private boolean isEscaped;

  /** Creates a scanner that sets these fields to parts of the text. */
  CallScanner(CallFields fields) {
    this.fields = fields;
    this.texts = Arrays.stream(CallField.values()).map(fields::get).toArray(Utf8[]::new);
  }

  /**
   * Reads the object that begins at {@code from}.
   *
   * @param to the text ends before this index
   * @return the index after the object, or {@link #NOT_PLAIN}; the fields are then undefined
   */
  int scan(byte[] text, int from, int to) {
    value = text;
    first = from;
    limit = to;
    at = from;
    gapEnds = 0;
    fields.clear();
    return scanObject() ? at : NOT_PLAIN;
  }

  /** Returns whether the last object has no white space between its tokens. */
  boolean isCompact() {
    return gapEnds == 0;
  }

  /**
   * Writes the last object without the white space between its tokens.
   *
   * @param target at least as long as the object
   * @return the number of bytes written
   */
  int compact(byte[] target) {
    int length = 0;
    int from = first;
    for (int i = 0; i <= gapEnds; i += 2) {
      int end = i < gapEnds ? gaps[i] : at;
      System.arraycopy(value, from, target, length, end - from);
      length += end - from;
      from = i < gapEnds ? gaps[i + 1] : at;
    }
    return length;
  }

  private boolean scanObject() {
    if (at == limit || value[at++] != '{') {
      return false;
    }
    int seen = 0;
    int last = NAMES.length;
    while (true) {
      if (!skipTo('"') || !readString()) {
        return false;
      }
      int field = isEscaped ? -1 : field(last);
      if (field < 0 || (seen & 1 << field) != 0) {
        return false;
      }
      seen |= 1 << field;
      last = field;
      at++;
      if (!skipTo(':') || !skipTo('"') || !readString()) {
        return false;
      }
      Utf8 text = texts[field];
      if (text != null) {
        set(text);
      }
      at++;
      skipSpace();
      if (at == limit) {
        return false;
      }
      byte end = value[at++];
      if (end != ',') {
        return end == '}';
      }
    }
  }

  /** Skips white space and then the wanted byte; returns whether that byte was there. */
  private boolean skipTo(char wanted) {
    skipSpace();
    return at < limit && value[at++] == wanted;
  }

  private void skipSpace() {
    int gap = at;
    while (at < limit && isSpace(value[at])) {
      at++;
    }
    if (at > gap) {
      gaps[gapEnds++] = gap;
      gaps[gapEnds++] = at;
    }
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Moves to the closing quote; returns false if a character before it is not in usual form. */
  private boolean readString() {
    byte[] bytes = value;
    int i = at;
    start = i;
    isEscaped = false;
    while (i < limit) {
      if (i + Long.BYTES <= limit) {
        long special = special((long) EIGHT.get(bytes, i));
        if (special == 0) {
          i += Long.BYTES;
          continue;
        }
        i += Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
      byte b = bytes[i];
      if (b == '"') {
        at = i;
        return true;
      }
      if (b == '\\') {
        isEscaped = true;
        i++;
        if (i == limit || unescaped(bytes[i]) == 0) {
          return false;
        }
      } else if (b < ' ') {
        return false; // a control character, or not ASCII
      }
      i++;
    }
    return false;
  }

  /**
   * Finds, from the lowest byte up, the first byte that ends a run of plain text: a quote, a
   * backslash, a control character or a byte beyond ASCII. The highest bit of this byte is the
   * lowest bit set in the result; higher bits are undefined.
   */
  private static long special(long eight) {
    long quote = eight ^ ONES * '"';
    long backslash = eight ^ ONES * '\\';
    return (eight
            | (eight - ONES * ' ')
            | ((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash))
        & HIGHEST_BITS;
  }

  private void set(Utf8 text) {
    if (!isEscaped) {
      text.set(value, start, at);
      return;
    }
    byte[] plain = new byte[at - start];
    int length = 0;
    for (int i = start; i < at; i++) {
      plain[length++] = value[i] == '\\' ? unescaped(value[++i]) : value[i];
    }
    text.set(plain, 0, length);
  }

  /**
   * Returns the character for the letter after a backslash, or 0 if it has no one-letter escape.
   */
  private static byte unescaped(byte letter) {
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> 0;
    };
  }

  /** Returns the number of the field with the name just read, or -1 if there is no such field. */
  private int field(int last) {
    int likely = next[last];
    if (isName(likely)) {
      return likely;
    }
    for (int field = 0; field < NAMES.length; field++) {
      if (isName(field)) {
        next[last] = field;
        return field;
      }
    }
    return -1;
  }

  private boolean isName(int field) {
    byte[] name = NAMES[field];
    return name.length == at - start && Arrays.equals(name, 0, name.length, value, start, at);
  }
}
