package org.sfcrime.callfile.container;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.io.EndianUtils;
import org.apache.commons.io.IOUtils;
import org.sfcrime.commandline.CommandException;

/**
 * Decompresses the one file in a zip. Directories and what macOS adds to a zip do not count.
 *
 * <p>The zip is read from its start to its end, so that a pipe and a zip that is cut short can be
 * read. {@link java.util.zip.ZipInputStream} reads in this way too, but it ends silently if no
 * entry begins where one must begin, and Java 17 fails on the 64-bit sizes of small files, which
 * are usual in a zip that was written to a pipe.
 */
final class ZippedFileInputStream extends SalvagingInputStream {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int DATA_DESCRIPTOR = 0x08074b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int CENTRAL_END_64 = 0x06064b50;
  private static final int CENTRAL_LOCATOR_64 = 0x07064b50;
  private static final int CENTRAL_END = 0x06054b50;

  private static final int ENCRYPTED = 1;
  private static final int HAS_DESCRIPTOR = 1 << 3;
  private static final long IN_EXTRA_FIELD = 0xffff_ffffL;
  private static final int NAMES_SHOWN = 5;

  /** A local header. */
  private record Entry(String name, int flags, int method, long crc32) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  private final String zip;
  private Entry entry;
  private String fileName;
  private long storedBytesLeft;

  /**
   * @param zip the name of the zip, for messages
   */
  ZippedFileInputStream(PeekableInputStream compressed, String zip) {
    super(compressed, "zip");
    this.zip = zip;
  }

  /**
   * Checks the list of files at the end of a zip, before the zip is read.
   *
   * @throws CommandException if there is more than one file
   */
  static void checkNames(Path path, String zip) throws IOException {
    try (ZipFile file = new ZipFile(path.toFile())) {
      List<String> names =
          file.stream().map(ZipEntry::getName).filter(name -> !isIgnored(name)).toList();
      if (names.size() > 1) {
        throw several(zip, names);
      }
    } catch (ZipException e) {
      // The reading finds the damage and what precedes it.
    }
  }

  @Override
  boolean nextPart() throws IOException {
    while (nextEntry()) {
      if (!isIgnored(entry.name())) {
        if (fileName != null) {
          throw several(zip, List.of(fileName, entry.name()));
        }
        fileName = entry.name();
        return true;
      }
      byte[] ignored = new byte[1 << 12];
      while (readPart(ignored, 0, ignored.length) >= 0) {}
    }
    if (fileName == null) {
      throw new CommandException(zip + " is a zip file without a file in it.");
    }
    return false;
  }

  @Override
  int readData(byte[] bytes, int offset, int length) throws IOException {
    if (entry.method() == ZipEntry.DEFLATED) {
      return super.readData(bytes, offset, length);
    }
    if (storedBytesLeft == 0) {
      return -1;
    }
    int count = compressed.read(bytes, offset, (int) Math.min(length, storedBytesLeft));
    if (count < 0) {
      throw new EOFException();
    }
    storedBytesLeft -= count;
    return count;
  }

  @Override
  void endPart(long crc32) throws IOException {
    if (crc32 != (entry.has(HAS_DESCRIPTOR) ? readDescriptor() : entry.crc32())) {
      throw new ZipException("wrong checksum");
    }
  }

  /** Moves to the data of the next entry; returns false at the end of the zip. */
  private boolean nextEntry() throws IOException {
    while (true) {
      switch (EndianUtils.readSwappedInteger(compressed)) {
        case LOCAL_HEADER -> {
          readLocalHeader();
          return true;
        }
        case CENTRAL_HEADER -> {
          IOUtils.skipFully(compressed, 24);
          int variableBytes = readShort() + readShort() + readShort();
          IOUtils.skipFully(compressed, 12 + variableBytes);
        }
        case CENTRAL_END_64 ->
            IOUtils.skipFully(compressed, EndianUtils.readSwappedLong(compressed));
        case CENTRAL_LOCATOR_64 -> IOUtils.skipFully(compressed, 16);
        case CENTRAL_END -> {
          IOUtils.skipFully(compressed, 16);
          IOUtils.skipFully(compressed, readShort());
          if (!compressed.skipZeros()) {
            throw new ZipException("more data follow after its end");
          }
          return false;
        }
        default -> throw new ZipException("no entry begins after the end of an entry");
      }
    }
  }

  private void readLocalHeader() throws IOException {
    IOUtils.skipFully(compressed, 2); // version
    int flags = readShort();
    int method = readShort();
    IOUtils.skipFully(compressed, 4); // time
    long crc32 = EndianUtils.readSwappedUnsignedInteger(compressed);
    storedBytesLeft = EndianUtils.readSwappedUnsignedInteger(compressed);
    IOUtils.skipFully(compressed, 4); // uncompressed size
    byte[] name = new byte[readShort()];
    int extraBytes = readShort();
    IOUtils.readFully(compressed, name);
    IOUtils.skipFully(compressed, extraBytes);
    entry = new Entry(new String(name, StandardCharsets.UTF_8), flags, method, crc32);
    boolean isSizeKnown =
        storedBytesLeft != IN_EXTRA_FIELD
            && (storedBytesLeft > 0 || !entry.has(HAS_DESCRIPTOR) || isIgnored(entry.name()));
    if (entry.has(ENCRYPTED)
        || (method != ZipEntry.DEFLATED && (method != ZipEntry.STORED || !isSizeKnown))) {
      throw new CommandException(
          "%s: the file %s in the zip %s: unpack the zip first."
              .formatted(
                  zip,
                  entry.name(),
                  entry.has(ENCRYPTED) ? "is encrypted" : "has an unusual form of compression"));
    }
  }

  /** Returns the checksum in the descriptor; the sizes after it have 32 or 64 bits. */
  private long readDescriptor() throws IOException {
    long first = EndianUtils.readSwappedUnsignedInteger(compressed);
    long crc32 =
        first == DATA_DESCRIPTOR ? EndianUtils.readSwappedUnsignedInteger(compressed) : first;
    byte[] next = compressed.peek(12);
    int header = next.length < 12 ? 0 : EndianUtils.readSwappedInteger(next, 8);
    boolean isShort = header == LOCAL_HEADER || header == CENTRAL_HEADER;
    IOUtils.skipFully(compressed, isShort ? 8 : 16);
    return crc32;
  }

  private int readShort() throws IOException {
    return EndianUtils.readSwappedUnsignedShort(compressed);
  }

  private static boolean isIgnored(String name) {
    return name.endsWith("/") || name.startsWith("__MACOSX/") || name.matches("(.*/)?\\.DS_Store");
  }

  private static CommandException several(String zip, List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)));
    return new CommandException(
        "%s is a zip file with several files (%s%s): unpack the one with the calls first, with unzip -p FILE NAME > calls.csv"
            .formatted(zip, shown, names.size() > NAMES_SHOWN ? ", …" : ""));
  }
}
