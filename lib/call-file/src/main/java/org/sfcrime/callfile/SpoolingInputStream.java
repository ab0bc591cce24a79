package org.sfcrime.callfile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes what is read from the input to a file too, from which it can be read again. */
final class SpoolingInputStream extends FilterInputStream {
  private final FileChannel spool;

  SpoolingInputStream(InputStream input, FileChannel spool) {
    super(input);
    this.spool = spool;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      ByteBuffer copy = ByteBuffer.wrap(bytes, offset, count);
      while (copy.hasRemaining()) {
        spool.write(copy);
      }
    }
    return count;
  }
}
