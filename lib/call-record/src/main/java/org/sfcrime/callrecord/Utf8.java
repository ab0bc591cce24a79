package org.sfcrime.callrecord;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A view of UTF-8 text inside a byte array. A reader sets the same instance again for each record,
 * so that no text is copied. An instance that is a key of a map must not change.
 */
public final class Utf8 {
  private byte[] bytes;
  private int from;
  private int to;

  /** Returns a new instance with this text; null makes it absent. */
  public static Utf8 of(String text) {
    Utf8 utf8 = new Utf8();
    utf8.set(text);
    return utf8;
  }

  /** Sets the text to the bytes from {@code start} to before {@code end}, without a copy. */
  public void set(byte[] source, int start, int end) {
    bytes = source;
    from = start;
    to = end;
  }

  /**
   * Sets the text; null makes it absent. A surrogate without its partner, which UTF-8 cannot
   * encode, becomes a question mark.
   */
  public void set(String text) {
    bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    from = 0;
    to = text == null ? 0 : bytes.length;
  }

  /** Returns the array that contains the text, or null if the text is absent. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns a copy of the bytes of the text, which must not be absent. */
  public byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Returns the index in {@link #bytes} at which the text begins. */
  public int from() {
    return from;
  }

  /** Returns the index in {@link #bytes} after the text. */
  public int to() {
    return to;
  }

  /** Returns the number of bytes; 0 if the text is absent. */
  public int length() {
    return to - from;
  }

  /** Returns whether the text is absent, empty or only white space, as {@link String#isBlank}. */
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

  /** Returns whether the text has exactly these bytes. */
  public boolean isEqualTo(byte[] other) {
    return Arrays.equals(bytes, from, to, other, 0, other.length);
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

  /** Returns the text; empty if it is absent. */
  @Override
  public String toString() {
    return length() == 0 ? "" : new String(bytes, from, length(), StandardCharsets.UTF_8);
  }
}
