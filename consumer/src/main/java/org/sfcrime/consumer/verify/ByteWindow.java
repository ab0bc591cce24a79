package org.sfcrime.consumer.verify;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The part of a stream that is being looked at: {@code bytes[start]} up to {@code bytes[limit]}.
 */
final class ByteWindow {
  private static final int FIRST_BYTES = 1 << 16;

  /** No single record is kept in memory beyond this; a longer one is a broken one. */
  static final int MOST_BYTES = 1 << 26;

  private final InputStream in;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int start;
  private int limit;
  private String damage;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int limit() {
    return limit;
  }

  int length() {
    return limit - start;
  }

  /** Why the stream ended before its end (a gzip file that is cut short), or null. */
  String damage() {
    return damage;
  }

  /** Lets go of everything before an index. */
  void startAt(int index) {
    start = index;
  }

  /**
   * Reads more bytes behind the limit; what is in the window moves to the front of the array.
   *
   * @return false at the end of the stream, or when the window is as large as it may be
   */
  boolean more() throws IOException {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, limit - start);
      limit -= start;
      start = 0;
    }
    if (limit == bytes.length) {
      if (limit >= MOST_BYTES) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, 2 * limit);
    }
    if (damage != null) {
      return false;
    }
    try {
      int read = in.read(bytes, limit, bytes.length - limit);
      limit += Math.max(read, 0);
      return read > 0;
    } catch (EOFException e) {
      damage = "the compressed data are cut short";
    } catch (ZipException e) {
      damage = "the compressed data are damaged: " + e.getMessage();
    }
    return false;
  }

  /**
   * Returns where a byte stands at or after an index, counted from the start of the window, or -1;
   * reads as needed.
   */
  int find(byte wanted, int offset) throws IOException {
    int at = offset;
    while (true) {
      for (; at < length(); at++) {
        if (bytes[start + at] == wanted) {
          return at;
        }
      }
      if (!more()) {
        return -1;
      }
    }
  }
}
