package org.sfcrime.consumer.verify;

import java.util.Arrays;

/** Small works on JSON text that {@link JsonScanner} found right. */
public final class Json {
  private Json() {}

  /** Returns the text with the white space between its tokens dropped and nothing else changed. */
  public static byte[] withoutWhiteSpace(byte[] text, int start, int end) {
    byte[] compact = new byte[end - start];
    int length = 0;
    boolean inString = false;
    for (int at = start; at < end; at++) {
      byte b = text[at];
      if (!inString && JsonScanner.isWhiteSpace(b)) {
        continue;
      }
      compact[length++] = b;
      if (inString && b == '\\') {
        compact[length++] = text[++at];
      } else if (b == '"') {
        inString = !inString;
      }
    }
    return Arrays.copyOf(compact, length);
  }

  /**
   * Writes the inside of a JSON string to {@code to} as UTF-8 without escapes and returns the index
   * after it. A surrogate that has no partner is kept as three bytes of its own, so that no two
   * different strings become equal.
   */
  static int unescape(byte[] text, int start, int end, byte[] to, int toStart) {
    int out = toStart;
    int at = start;
    while (at < end) {
      byte b = text[at++];
      if (b != '\\') {
        to[out++] = b;
        continue;
      }
      byte escape = text[at++];
      if (escape != 'u') {
        to[out++] = plain(escape);
        continue;
      }
      int point = hex(text, at);
      at += 4;
      if (Character.isHighSurrogate((char) point) && isLowSurrogateEscape(text, at, end)) {
        point = Character.toCodePoint((char) point, (char) hex(text, at + 2));
        at += 6;
      }
      out = utf8(point, to, out);
    }
    return out;
  }

  private static boolean isLowSurrogateEscape(byte[] text, int at, int end) {
    return at + 6 <= end
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && Character.isLowSurrogate((char) hex(text, at + 2));
  }

  private static byte plain(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static int hex(byte[] text, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 4) | Character.digit(text[at + i], 16);
    }
    return value;
  }

  private static int utf8(int point, byte[] to, int start) {
    int out = start;
    if (point < 0x80) {
      to[out++] = (byte) point;
      return out;
    }
    if (point < 0x800) {
      to[out++] = (byte) (0xC0 | (point >> 6));
    } else if (point < 0x10000) {
      to[out++] = (byte) (0xE0 | (point >> 12));
      to[out++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    } else {
      to[out++] = (byte) (0xF0 | (point >> 18));
      to[out++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      to[out++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    }
    to[out++] = (byte) (0x80 | (point & 0x3F));
    return out;
  }
}
