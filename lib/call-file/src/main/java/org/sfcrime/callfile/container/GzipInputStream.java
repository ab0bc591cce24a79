package org.sfcrime.callfile.container;

import java.io.IOException;
import java.util.zip.ZipException;
import org.apache.commons.io.EndianUtils;
import org.apache.commons.io.IOUtils;

/**
 * Decompresses gzip (RFC 1952) with any number of members. Zeros may follow a member.
 *
 * <p>{@link java.util.zip.GZIPInputStream} ignores everything after a member that is not another
 * member: with a damaged second header, it ends as if the file ended there.
 */
final class GzipInputStream extends SalvagingInputStream {
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATED = 8;
  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA_FIELD = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private boolean isFirst = true;

  GzipInputStream(PeekableInputStream compressed) {
    super(compressed, "gzip");
  }

  @Override
  boolean nextPart() throws IOException {
    if (!isFirst && compressed.skipZeros()) {
      return false;
    }
    isFirst = false;
    if (EndianUtils.readSwappedUnsignedShort(compressed) != MAGIC) {
      throw new ZipException("no member begins after the end of a member");
    }
    int method = readByte();
    int flags = readByte();
    if (method != DEFLATED || (flags & RESERVED) != 0) {
      throw new ZipException("the header of a member is invalid");
    }
    IOUtils.skipFully(compressed, 6); // time, flags of the compressor, operating system
    if ((flags & EXTRA_FIELD) != 0) {
      IOUtils.skipFully(compressed, EndianUtils.readSwappedUnsignedShort(compressed));
    }
    skipText(flags & NAME);
    skipText(flags & COMMENT);
    IOUtils.skipFully(compressed, (flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
    return true;
  }

  @Override
  void endPart(long crc32) throws IOException {
    if (EndianUtils.readSwappedUnsignedInteger(compressed) != crc32) {
      throw new ZipException("wrong checksum");
    }
    IOUtils.skipFully(compressed, 4); // the size, which the checksum covers
  }

  private void skipText(int flag) throws IOException {
    while (flag != 0 && readByte() != 0) {}
  }
}
