package org.sfcrime.consumer.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Rewrites compact JSON so that texts that differ only in their escapes become equal. For example,
 * a slash may have a backslash, and a letter may be a Unicode escape.
 */
final class CanonicalJson {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final long BACKSLASHES = ONES * '\\';
  private static final int HEX_DIGITS = 4;

  /** A larger text gets an array of its own, which is kept only until the next text. */
  private static final int USUAL_BYTES = 1 << 14;

  private final byte[] usualText = new byte[USUAL_BYTES];
  private byte[] text = usualText;
  private int length;

  /** Rewrites a valid JSON text; the result is in {@link #text} up to {@link #length}. */
  void rewrite(byte[] json, int from, int to) {
    // The result is never longer than the input.
    text = to - from <= USUAL_BYTES ? usualText : new byte[to - from];
    length = 0;
    int at = from;
    while (true) {
      int escape = nextEscape(json, at, to);
      System.arraycopy(json, at, text, length, escape - at);
      length += escape - at;
      if (escape == to) {
        return;
      }
      at = escape + 2;
      if (json[at - 1] == 'u') {
        at = appendUnicode(json, at, to);
      } else {
        append(unescaped(json[at - 1]));
      }
    }
  }

  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }

  /** Returns whether {@link #rewrite} could change the text. */
  static boolean hasEscape(byte[] json, int from, int to) {
    return nextEscape(json, from, to) < to;
  }

  /** Returns the index of the first backslash, or {@code to}; compares eight bytes at a time. */
  private static int nextEscape(byte[] json, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long eight = (long) LONGS.get(json, at) ^ BACKSLASHES;
      long zero = (eight - ONES) & ~eight & HIGHEST_BITS;
      if (zero != 0) {
        return at + Long.numberOfTrailingZeros(zero) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < to && json[at] != '\\') {
      at++;
    }
    return at;
  }

  private int appendUnicode(byte[] json, int digits, int to) {
    int unit = hex(json, digits);
    int at = digits + HEX_DIGITS;
    boolean hasPair =
        Character.isHighSurrogate((char) unit)
            && at + 2 + HEX_DIGITS <= to
            && json[at] == '\\'
            && json[at + 1] == 'u'
            && Character.isLowSurrogate((char) hex(json, at + 2));
    if (hasPair) {
      append(Character.toCodePoint((char) unit, (char) hex(json, at + 2)));
      return at + 2 + HEX_DIGITS;
    }
    append(unit);
    return at;
  }

  /** Appends a character, escaped if a JSON string or UTF-8 cannot contain the character itself. */
  private void append(int point) {
    if (point < ' ' || point == '"' || point == '\\') {
      text[length++] = '\\';
      text[length++] = (byte) point;
    } else if (point < 0x80) {
      text[length++] = (byte) point;
    } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      text[length++] = '\\';
      text[length++] = 'u';
      text[length++] = (byte) (point >> 8);
      text[length++] = (byte) point;
    } else {
      byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(utf8, 0, text, length, utf8.length);
      length += utf8.length;
    }
  }

  private static int unescaped(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }

  private static int hex(byte[] json, int from) {
    int value = 0;
    for (int i = from; i < from + HEX_DIGITS; i++) {
      value = (value << 4) | Character.digit(json[i], 16);
    }
    return value;
  }
}
