package org.sfcrime.callfile.layout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sfcrime.callrecord.Utf8;

/** A JSON object that is written field by field into one buffer, which is used again. */
final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes that one byte of text needs: backslash, u and four digits. */
  private static final int MOST_ESCAPED_BYTES = 6;

  private byte[] buffer = new byte[1024];
  private int length;

  /** Returns the name of a field as JSON writes it. */
  static byte[] name(String name) {
    JsonText text = new JsonText();
    text.string(Utf8.of(name));
    return Arrays.copyOf(text.buffer, text.length);
  }

  /** Begins an object. */
  void begin() {
    length = 0;
    write('{');
  }

  /** Adds a field with a string. */
  void field(byte[] name, Utf8 text) {
    startField(name, 0, name.length);
    string(text);
  }

  /** Adds a field with a value that is JSON already; the name is a string of JSON. */
  void rawField(byte[] json, int nameFrom, int nameTo, int valueFrom, int valueTo) {
    startField(json, nameFrom, nameTo);
    raw(json, valueFrom, valueTo);
  }

  /** Adds a field with a value that is JSON already. */
  void rawField(byte[] name, byte[] json, int valueFrom, int valueTo) {
    startField(name, 0, name.length);
    raw(json, valueFrom, valueTo);
  }

  /** Ends the object and sets the view to its text. */
  void end(Utf8 view) {
    write('}');
    view.set(buffer, 0, length);
  }

  private void startField(byte[] bytes, int from, int to) {
    if (length > 1) {
      write(',');
    }
    raw(bytes, from, to);
    write(':');
  }

  private void string(Utf8 text) {
    grow(text.length() * MOST_ESCAPED_BYTES + 2);
    byte[] from = text.bytes();
    byte[] to = buffer;
    int next = length;
    to[next++] = '"';
    for (int i = text.from(); i < text.to(); i++) {
      byte b = from[i];
      if (b == '"' || b == '\\') {
        to[next++] = '\\';
        to[next++] = b;
      } else if (b >= 0 && b < 0x20) {
        to[next++] = '\\';
        to[next++] = 'u';
        to[next++] = '0';
        to[next++] = '0';
        to[next++] = HEX[b >> 4];
        to[next++] = HEX[b & 15];
      } else {
        to[next++] = b;
      }
    }
    to[next++] = '"';
    length = next;
  }

  private void raw(byte[] bytes, int from, int to) {
    grow(to - from);
    System.arraycopy(bytes, from, buffer, length, to - from);
    length += to - from;
  }

  private void write(char c) {
    grow(1);
    buffer[length++] = (byte) c;
  }

  private void grow(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
    }
  }
}
