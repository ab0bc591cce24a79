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
import org.sfcrime.commandline.CommandException;

/** Converts values to bytes, with a {@link DataOutputStream}, and back. */
public final class Encoding {
  private Encoding() {}

  /** Writes a value. */
  public interface Writer {
    void writeTo(DataOutputStream out) throws IOException;
  }

  /** Reads a value that a {@link Writer} wrote. */
  public interface Reader<T> {
    T readFrom(DataInputStream in) throws IOException;
  }

  /** Writes a text of any length; {@code writeUTF} is limited to 64 KiB. */
  public static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  public static String readText(DataInput in) throws IOException {
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

  /**
   * Reads a value back.
   *
   * @param what names the value in the error
   * @throws CommandException if bytes are missing
   */
  public static <T> T decode(String what, byte[] encoded, Reader<T> reader) {
    return decode(what, encoded, 0, reader);
  }

  /** Reads a value back, from a position of the bytes on. */
  static <T> T decode(String what, byte[] encoded, int from, Reader<T> reader) {
    try {
      return reader.readFrom(
          new DataInputStream(new ByteArrayInputStream(encoded, from, encoded.length - from)));
    } catch (IOException e) {
      throw new CommandException(what + " is cut short", e);
    }
  }
}
