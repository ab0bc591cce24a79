package org.sfcrime.callfile.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A buffered input stream that can show the next bytes without reading them. */
public final class PeekableInputStream extends InputStream {
  private final InputStream input;
  private byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;

  public PeekableInputStream(InputStream input) {
    this.input = input;
  }

  /**
   * Returns the next bytes: at least {@code atLeast}, unless the input ends before.
   *
   * @param atLeast at most 65,536
   */
  public byte[] peek(int atLeast) throws IOException {
    while (filled - next < atLeast && fill()) {}
    return Arrays.copyOfRange(buffer, next, filled);
  }

  @Override
  public int read() throws IOException {
    return next < filled || fill() ? buffer[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    int count = Math.min(length, filled - next);
    System.arraycopy(buffer, next, bytes, offset, count);
    next += count;
    return count;
  }

  /** Puts the last bytes of the last read back, at most as many as it returned. */
  void unread(int count) {
    next -= count;
  }

  /** Skips zeros, and returns whether the input ends after them. */
  boolean skipZeros() throws IOException {
    while (next < filled || fill()) {
      if (buffer[next] != 0) {
        return false;
      }
      next++;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private boolean fill() throws IOException {
    if (next == filled) {
      next = 0;
      filled = 0;
    } else if (filled == buffer.length) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
    }
    int count = input.read(buffer, filled, buffer.length - filled);
    filled += Math.max(count, 0);
    return count > 0;
  }
}
