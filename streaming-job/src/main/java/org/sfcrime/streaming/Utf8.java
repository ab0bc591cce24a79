package org.sfcrime.streaming;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as it stands in a record: a part of its bytes, without a copy. It is there to be set anew
 * for each record; as a key in a map it must not change.
 */
final class Utf8 {
  private byte[] bytes;
  private int from;
  private int to;

  static Utf8 of(String text) {
    Utf8 utf8 = new Utf8();
    utf8.set(text);
    return utf8;
  }

  void set(byte[] source, int start, int end) {
    bytes = source;
    from = start;
    to = end;
  }

  /**
   * Null makes it absent. Half a surrogate pair, which UTF-8 cannot say, becomes a question mark.
   */
  void set(String text) {
    bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    from = 0;
    to = text == null ? 0 : bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  /** The number of bytes, 0 where it is absent. */
  int length() {
    return to - from;
  }

  /** Whether it is absent, empty, or nothing but white space as {@link String#isBlank} has it. */
  boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return toString().isBlank();
      }
      if (!Character.isWhitespace((char) bytes[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Utf8 that
        && length() == that.length()
        && (length() == 0 || Arrays.equals(bytes, from, to, that.bytes, that.from, that.to));
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** The text; empty where it is absent. */
  @Override
  public String toString() {
    return length() == 0 ? "" : new String(bytes, from, length(), StandardCharsets.UTF_8);
  }
}
