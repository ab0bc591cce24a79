package org.sfcrime.consumer.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks JSON text (RFC 8259, nothing looser) where it stands in a byte array, without making
 * objects of it. Bytes from 0x80 are taken as they are inside strings: whether they are UTF-8 is
 * checked elsewhere.
 */
public final class JsonScanner {
  /** The text ends before the value does. */
  static final int TRUNCATED = -1;

  /** The text is not JSON, whatever may follow. */
  static final int INVALID = -2;

  /** How deep objects and arrays may stand in each other. */
  static final int MAX_DEPTH = 1_000;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  private boolean sawEscape;

  /** Whether the string scanned last contains a backslash. */
  boolean sawEscape() {
    return sawEscape;
  }

  public static int skipWhiteSpace(byte[] text, int from, int limit) {
    int at = from;
    while (at < limit && isWhiteSpace(text[at])) {
      at++;
    }
    return at;
  }

  static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * Returns the index after the value that begins at {@code from}, or {@link #TRUNCATED} or {@link
   * #INVALID}.
   *
   * @param depth how many objects and arrays the value stands in
   */
  public int value(byte[] text, int from, int limit, int depth) {
    if (from >= limit) {
      return TRUNCATED;
    }
    return switch (text[from]) {
      case '{' -> depth < MAX_DEPTH ? object(text, from + 1, limit, depth + 1) : INVALID;
      case '[' -> depth < MAX_DEPTH ? array(text, from + 1, limit, depth + 1) : INVALID;
      case '"' -> string(text, from, limit);
      case 't' -> literal(text, from, limit, "true");
      case 'f' -> literal(text, from, limit, "false");
      case 'n' -> literal(text, from, limit, "null");
      default -> number(text, from, limit);
    };
  }

  private int object(byte[] text, int from, int limit, int depth) {
    int at = skipWhiteSpace(text, from, limit);
    if (at < limit && text[at] == '}') {
      return at + 1;
    }
    while (true) {
      at = string(text, at, limit);
      if (at < 0) {
        return at;
      }
      at = afterColon(text, at, limit);
      if (at < 0) {
        return at;
      }
      at = value(text, at, limit, depth);
      if (at < 0) {
        return at;
      }
      at = skipWhiteSpace(text, at, limit);
      if (at >= limit) {
        return TRUNCATED;
      }
      if (text[at] == '}') {
        return at + 1;
      }
      if (text[at] != ',') {
        return INVALID;
      }
      at = skipWhiteSpace(text, at + 1, limit);
    }
  }

  /** Returns the index of the value that follows a colon, white space on both sides allowed. */
  static int afterColon(byte[] text, int from, int limit) {
    int at = skipWhiteSpace(text, from, limit);
    if (at >= limit) {
      return TRUNCATED;
    }
    return text[at] == ':' ? skipWhiteSpace(text, at + 1, limit) : INVALID;
  }

  private int array(byte[] text, int from, int limit, int depth) {
    int at = skipWhiteSpace(text, from, limit);
    if (at < limit && text[at] == ']') {
      return at + 1;
    }
    while (true) {
      at = value(text, at, limit, depth);
      if (at < 0) {
        return at;
      }
      at = skipWhiteSpace(text, at, limit);
      if (at >= limit) {
        return TRUNCATED;
      }
      if (text[at] == ']') {
        return at + 1;
      }
      if (text[at] != ',') {
        return INVALID;
      }
      at = skipWhiteSpace(text, at + 1, limit);
    }
  }

  /**
   * Returns the index after the closing quote of the string whose opening quote is expected at
   * {@code from}.
   */
  int string(byte[] text, int from, int limit) {
    sawEscape = false;
    if (from >= limit) {
      return TRUNCATED;
    }
    if (text[from] != '"') {
      return INVALID;
    }
    int at = plainEnd(text, from + 1, limit);
    while (at < limit) {
      byte b = text[at];
      if (b == '"') {
        return at + 1;
      }
      if (b == '\\') {
        sawEscape = true;
        at = escape(text, at + 1, limit);
        if (at < 0) {
          return at;
        }
        at = plainEnd(text, at, limit);
      } else if (b >= 0 && b < 0x20) {
        return INVALID;
      } else {
        at++;
      }
    }
    return TRUNCATED;
  }

  /**
   * Skips what stands in a string for itself, eight bytes at a time, to the first byte that may
   * not; the last few bytes are left to the caller.
   */
  private static int plainEnd(byte[] text, int from, int limit) {
    int at = from;
    while (at + Long.BYTES <= limit) {
      long eight = (long) EIGHT.get(text, at);
      long quote = eight ^ ONES * '"';
      long backslash = eight ^ ONES * '\\';
      // The highest bit of each of these bytes, exact up to the lowest that is set: a quote, a
      // backslash, a control character.
      long special =
          (((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash)
                  | ((eight - ONES * ' ') & ~eight))
              & HIGHEST_BITS;
      if (special != 0) {
        return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    return at;
  }

  private static int escape(byte[] text, int from, int limit) {
    if (from >= limit) {
      return TRUNCATED;
    }
    if ("\"\\/bfnrt".indexOf(text[from]) >= 0) {
      return from + 1;
    }
    if (text[from] != 'u') {
      return INVALID;
    }
    for (int at = from + 1; at <= from + 4; at++) {
      if (at >= limit) {
        return TRUNCATED;
      }
      if (Character.digit(text[at], 16) < 0) {
        return INVALID;
      }
    }
    return from + 5;
  }

  private static int literal(byte[] text, int from, int limit, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (from + i >= limit) {
        return TRUNCATED;
      }
      if (text[from + i] != word.charAt(i)) {
        return INVALID;
      }
    }
    return from + word.length();
  }

  private static int number(byte[] text, int from, int limit) {
    int at = text[from] == '-' ? from + 1 : from;
    int afterWhole = digits(text, at, limit);
    if (afterWhole < 0 || (text[at] == '0' && afterWhole > at + 1)) {
      return afterWhole < 0 ? afterWhole : INVALID;
    }
    at = afterWhole;
    if (at < limit && text[at] == '.') {
      at = digits(text, at + 1, limit);
    }
    if (at >= 0 && at < limit && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      if (at < limit && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      at = digits(text, at, limit);
    }
    return at;
  }

  private static int digits(byte[] text, int from, int limit) {
    int at = from;
    while (at < limit && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at > from) {
      return at;
    }
    return at >= limit ? TRUNCATED : INVALID;
  }
}
