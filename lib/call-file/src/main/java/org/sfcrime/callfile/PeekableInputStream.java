package org.sfcrime.callfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A buffered input stream whose first bytes can be looked at before they are read. */
final class PeekableInputStream extends InputStream {
  private final InputStream input;
  private byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;

  PeekableInputStream(InputStream input) {
    this.input = input;
  }

  /**
   * Returns bytes that are read next, at least {@code atLeast} of them if there are that many.
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
   * Returns 0 only at the end of the input.
   *
   * <p>{@link java.util.zip.GZIPInputStream} asks this between the members of a file, and would
   * drop the rest of a pipe that happens to have nothing ready at that moment.
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
