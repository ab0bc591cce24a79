package org.sfcrime.callfile.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses the parts of a container and ends the input where the data are damaged, so that
 * every call before the damage can still be read. {@link #damage} then describes the damage.
 *
 * <p>A subclass reads what precedes and what follows the data of a part. The subclass throws {@link
 * EOFException} if the container is cut short, and {@link ZipException} if it is damaged.
 */
abstract class SalvagingInputStream extends InflaterInputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  final PeekableInputStream compressed;
  private final String container;
  private final CRC32 checksum = new CRC32();
  private boolean inPart;
  private boolean ended;
  private long bytesRead;
  private ZipException failure;
  private String damage;

  /**
   * @param container the name of the container, for messages
   */
  SalvagingInputStream(PeekableInputStream compressed, String container) {
    super(compressed, new Inflater(true), BUFFER_BYTES);
    this.compressed = compressed;
    this.container = container;
  }

  /** Moves to the data of the next part; returns false at the end of the container. */
  abstract boolean nextPart() throws IOException;

  /**
   * Reads what follows the data of a part.
   *
   * @param crc32 the checksum of the data that were read
   */
  abstract void endPart(long crc32) throws IOException;

  /** Reads data of the part; returns -1 at its end. */
  int readData(byte[] bytes, int offset, int length) throws IOException {
    long before = inf.getBytesWritten();
    try {
      int count = super.read(bytes, offset, length);
      if (count < 0) {
        compressed.unread(inf.getRemaining());
        inf.reset();
      }
      return count;
    } catch (ZipException e) {
      // The inflater has already written what precedes the damage.
      int count = (int) (inf.getBytesWritten() - before);
      if (count == 0) {
        throw e;
      }
      failure = e;
      return count;
    }
  }

  /** Reads data of the part; returns -1 at its end, after its checksum was compared. */
  final int readPart(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    int count = readData(bytes, offset, length);
    if (count < 0) {
      endPart(checksum.getValue());
      checksum.reset();
    } else {
      checksum.update(bytes, offset, count);
    }
    return count;
  }

  /** Reads a byte of the container itself. */
  final int readByte() throws IOException {
    int value = compressed.read();
    if (value < 0) {
      throw new EOFException();
    }
    return value;
  }

  /** Returns a description of the damage, or null if there is none so far. */
  final String damage() {
    return damage;
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      while (!ended) {
        inPart = inPart || nextPart();
        int count = inPart ? readPart(bytes, offset, length) : -1;
        if (count >= 0) {
          bytesRead += count;
          return count;
        }
        ended = !inPart;
        inPart = false;
      }
    } catch (EOFException e) {
      end("cut short", "");
    } catch (ZipException e) {
      end("damaged", " (" + e.getMessage() + ")");
    }
    return -1;
  }

  private void end(String state, String reason) {
    ended = true;
    damage =
        String.format(
            Locale.ROOT,
            "the %s file is %s after %,d decompressed bytes%s",
            container,
            state,
            bytesRead,
            reason);
  }
}
