package org.sfcrime.callfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Identifies the content of a file by its size and two checksums.
 *
 * <p>The fingerprint detects accidents, not forgery: a gigabyte takes a few tenths of a second,
 * whereas SHA-256 would take as long as publishing the file.
 */
final class Fingerprint {
  private static final int BLOCK_BYTES = 1 << 18;

  private Fingerprint() {}

  /** Returns the fingerprint of the whole file; the position of the channel does not change. */
  static String of(FileChannel file) throws IOException {
    CRC32C castagnoli = new CRC32C();
    CRC32 ethernet = new CRC32();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    long size = 0;
    while (file.read(block, size) > 0) {
      size += block.position();
      castagnoli.update(block.flip());
      ethernet.update(block.rewind());
      block.clear();
    }
    return String.format("%d-%08x%08x", size, castagnoli.getValue(), ethernet.getValue());
  }
}
