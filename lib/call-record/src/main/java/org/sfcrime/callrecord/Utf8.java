package org.sfcrime.callrecord;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as it stands in a record: a part of its bytes, without a copy. It is there to be set anew
 * for each record; as a key in a map it must not change.
 */
public final class Utf8 {
  private byte[] bytes;
  private int from;
  private int to;

  /** Returns a text of its own; null makes it absent. */
  public static Utf8 of(String text) {
    Utf8 utf8 = new Utf8();
    utf8.set(text);
    return utf8;
  }

  /** Makes it the bytes from {@code start} to before {@code end}, which must stay as they are. */
  public void set(byte[] source, int start, int end) {
    bytes = source;
    from = start;
    to = end;
  }

  /**
   * Null makes it absent. Half a surrogate pair, which UTF-8 cannot say, becomes a question mark.
   */
  public void set(String text) {
    bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    from = 0;
    to = text == null ? 0 : bytes.length;
  }

  /** Returns what it is a part of; null where it is absent. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns a copy of its bytes; not of an absent text. */
  public byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Returns where in {@link #bytes} it begins. */
  public int from() {
    return from;
  }

  /** The number of bytes, 0 where it is absent. */
  public int length() {
    return to - from;
  }

  /** Whether it is absent, empty, or nothing but white space as {@link String#isBlank} has it. */
  public boolean isBlank() {
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
