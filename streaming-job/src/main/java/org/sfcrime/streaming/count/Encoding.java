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
import java.util.LinkedHashMap;
import java.util.Map;
import org.sfcrime.commandline.CommandException;

/** Converts values to bytes, with a {@link DataOutputStream}, and back. */
public final class Encoding {
  private Encoding() {}

  /** Writes a value. */
  public interface Writer {
    void writeTo(DataOutput out) throws IOException;
  }

  /** Writes a key or a value of a map. */
  interface ItemWriter<T> {
    void write(DataOutput out, T item) throws IOException;
  }

  /** Reads a value that a {@link Writer} or an {@link ItemWriter} wrote. */
  public interface Reader<T> {
    T readFrom(DataInput in) throws IOException;
  }

  /** Writes a text of any length; {@code writeUTF} is limited to 64 KiB. */
  static void writeText(DataOutput out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  /** Writes the length of an array, then its bytes. The array may be null. */
  static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  static byte[] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    byte[] bytes = length < 0 ? null : new byte[length];
    if (bytes != null) {
      in.readFully(bytes);
    }
    return bytes;
  }

  /** Writes the size of a map, then each key with its value. */
  static <K, V> void writeMap(
      DataOutput out, Map<K, V> map, ItemWriter<K> keys, ItemWriter<V> values) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<K, V> entry : map.entrySet()) {
      keys.write(out, entry.getKey());
      values.write(out, entry.getValue());
    }
  }

  /** Returns the entries in the order in which they were written. */
  static <K, V> Map<K, V> readMap(DataInput in, Reader<K> keys, Reader<V> values)
      throws IOException {
    Map<K, V> map = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      map.put(keys.readFrom(in), values.readFrom(in));
    }
    return map;
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

  /** Reads a value back, starting at index {@code from}. */
  static <T> T decode(String what, byte[] encoded, int from, Reader<T> reader) {
    try {
      return reader.readFrom(
          new DataInputStream(new ByteArrayInputStream(encoded, from, encoded.length - from)));
    } catch (IOException e) {
      throw new CommandException(what + " is cut short", e);
    }
  }
}
