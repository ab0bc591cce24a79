package org.sfcrime.callfile.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bytes of containers, and inputs that deliver them. */
final class ContainerBytes {
  private ContainerBytes() {}

  /** Returns text that is compressed to about three quarters of its size. */
  static byte[] text(int size) {
    Random random = new Random(size);
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      text[i] = (byte) ('0' + random.nextInt(64));
    }
    return text;
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(result)) {
      gzip.write(content);
    }
    return result.toByteArray();
  }

  /** Returns a zip with descriptors after its entries, whose content is their name. */
  static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(result)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes(name));
      }
    }
    return result.toByteArray();
  }

  /** Returns a zip of a file that is stored, not compressed. */
  static byte[] storedZip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(result)) {
      CRC32 checksum = new CRC32();
      checksum.update(content);
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(checksum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
    }
    return result.toByteArray();
  }

  static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static PeekableInputStream input(byte[] bytes) {
    return new PeekableInputStream(new ByteArrayInputStream(bytes));
  }

  /** Returns an input like a slow pipe: each read returns one byte. */
  static PeekableInputStream slowInput(byte[] bytes) {
    InputStream whole = new ByteArrayInputStream(bytes);
    return new PeekableInputStream(
        new InputStream() {
          @Override
          public int read() throws IOException {
            return whole.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return whole.read(target, offset, Math.min(length, 1));
          }
        });
  }
}
