package org.sfcrime.streaming;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a call that is written plainly: one object of strings, ASCII, with no escape but those of
 * one letter, and no name that comes twice. That is how calls are written, and the bytes are looked
 * at once; of anything else it says so, and {@link CallParser} asks Jackson.
 *
 * <p>What it takes, Jackson would take, and read the same: a test compares the two on random input.
 */
final class CallScanner {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final byte[][] NAMES =
      CallFields.NAMES.stream()
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  /** A call's fields come in the same order as a rule: which came after which in the last call. */
  private final int[] next = new int[NAMES.length + 1];

  private byte[] value;
  private int at;

  /** Where the last string began; it ended before the quote at {@link #at}. */
  private int start;

  private boolean isEscaped;

  /**
   * Reads a record.
   *
   * @param fields set to the values of the fields that {@link CallFields} numbers first
   * @return whether it is plain; if not, the fields mean nothing
   */
  boolean scan(byte[] record, Utf8[] fields) {
    value = record;
    at = 0;
    if (!skipTo('{')) {
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
      if (field < fields.length) {
        setValue(fields[field]);
      }
      at++;
      skipSpace();
      if (at == record.length) {
        return false;
      }
      byte end = record[at++];
      if (end == '}') {
        skipSpace();
        return at == record.length;
      }
      if (end != ',') {
        return false;
      }
    }
  }

  /** Goes behind the next byte, over white space, if it is this one. */
  private boolean skipTo(char wanted) {
    skipSpace();
    return at < value.length && value[at++] == wanted;
  }

  private void skipSpace() {
    while (at < value.length && isSpace(value[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Goes to the quote at the end, if nothing before it needs a closer look. */
  private boolean readString() {
    byte[] bytes = value;
    int i = at;
    start = i;
    isEscaped = false;
    while (i < bytes.length) {
      if (i + Long.BYTES <= bytes.length) {
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
        if (i == bytes.length || unescaped(bytes[i]) == 0) {
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
   * Of eight bytes at once, the highest bit of the first one, the lowest of the long, that ends a
   * run of plain text: a quote, a backslash, a control character, or one beyond ASCII. Bits above
   * that one mean nothing.
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

  private void setValue(Utf8 field) {
    if (!isEscaped) {
      field.set(value, start, at);
      return;
    }
    byte[] text = new byte[at - start];
    int length = 0;
    for (int i = start; i < at; i++) {
      text[length++] = value[i] == '\\' ? unescaped(value[++i]) : value[i];
    }
    field.set(text, 0, length);
  }

  /** What a letter behind a backslash stands for; 0 if it is not one of the simple ones. */
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

  /** The number of the field whose name was just read, -1 if it is none of a call's. */
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
