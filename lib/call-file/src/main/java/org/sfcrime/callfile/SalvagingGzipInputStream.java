package org.sfcrime.callfile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses gzip and ends the input where the data are damaged, so that every call before the
 * damage can still be read. {@link #damage} then describes the damage.
 */
final class SalvagingGzipInputStream extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream compressed;
  private GZIPInputStream gzip;
  private String damage;

  SalvagingGzipInputStream(InputStream compressed) {
    this.compressed = compressed;
  }

  /** Returns a description of the damage, or null if there is none so far. */
  String damage() {
    return damage;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (damage != null) {
      return -1;
    }
    try {
      if (gzip == null) {
        gzip = new GZIPInputStream(compressed, BUFFER_BYTES);
      }
      return gzip.read(bytes, offset, length);
    } catch (EOFException e) {
      damage = "the gzip file is cut short";
    } catch (ZipException e) {
      damage = "the gzip file is damaged (" + e.getMessage() + ")";
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    compressed.close();
  }
}
