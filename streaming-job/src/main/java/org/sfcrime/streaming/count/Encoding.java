package org.sfcrime.streaming.count;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bytes of what is written with a {@link DataOutputStream}, and back. */
public final class Encoding {
  private Encoding() {}

  /** Writes to an output. */
  public interface Writer {
    void writeTo(DataOutputStream out) throws IOException;
  }

  /** Reads from an input what a {@link Writer} wrote. */
  public interface Reader<T> {
    T readFrom(DataInputStream in) throws IOException;
  }

  /** Writes a text of any length; {@code writeUTF} ends at 64 KiB. */
  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public static byte[] encode(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory does not fail
    }
    return bytes.toByteArray();
  }

  /** What stands behind so many bytes. */
  public static DataInputStream input(byte[] encoded, int from) {
    return new DataInputStream(new ByteArrayInputStream(encoded, from, encoded.length - from));
  }

  /**
   * Reads a value back.
   *
   * @param what names the value in the error
   * @throws IllegalStateException if the bytes end too early
   */
  public static <T> T decode(String what, byte[] encoded, Reader<T> reader) {
    return decode(what, encoded, 0, reader);
  }

  /**
   * Reads back a value that stands behind some other bytes.
   *
   * @param from how many
   */
  public static <T> T decode(String what, byte[] encoded, int from, Reader<T> reader) {
    try {
      return reader.readFrom(input(encoded, from));
    } catch (IOException e) {
      throw new IllegalStateException(what + " is cut short", e);
    }
  }
}
