package org.sfcrime.callfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A buffered input stream that can show the next bytes without reading them. */
final class PeekableInputStream extends InputStream {
  private final InputStream input;
  private byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;

  PeekableInputStream(InputStream input) {
    this.input = input;
  }

  /**
   * Returns the next bytes: at least {@code atLeast}, unless the input ends before.
   *
   * @param atLeast at most 65,536
   */
  byte[] peek(int atLeast) throws IOException {
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

  /**
   * Returns 0 only at the end of the input, and blocks until then.
   *
   * <p>{@link java.util.zip.GZIPInputStream} calls this method between the members of a file. With
   * 0 it would drop the rest of a pipe that has no bytes ready at this moment.
   */
  @Override
  public int available() throws IOException {
    return next < filled || fill() ? filled - next : 0;
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
