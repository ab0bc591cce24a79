package org.sfcrime.callfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sfcrime.callfile.container.ForeignFile;
import org.sfcrime.callfile.container.PeekableInputStream;
import org.sfcrime.callfile.layout.CsvHeader;
import org.sfcrime.callfile.split.ByteWindow;
import org.sfcrime.commandline.CommandException;

/** The formats of a call file. The first bytes of a file determine its format, never its name. */
enum CallFileFormat {
  JSON_ARRAY("JSON array"),
  JSON_LINES("newline-delimited JSON"),
  JSON_OBJECTS("JSON objects over several lines"),
  CSV("CSV");

  private static final int SAMPLE_BYTES = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final String description;

  CallFileFormat(String description) {
    this.description = description;
  }

  @Override
  public String toString() {
    return description;
  }

  /**
   * Returns the format of the input.
   *
   * @throws CommandException if the input is empty or has none of the formats
   */
  static CallFileFormat of(PeekableInputStream input, String file) throws IOException {
    byte[] sample = input.peek(1);
    boolean complete = false;
    while (true) {
      int first = firstText(sample);
      CallFileFormat format = first < sample.length ? ofText(sample, first, complete) : null;
      if (format != null) {
        return format;
      }
      if (complete) {
        throw ForeignFile.unrecognised(sample, file);
      }
      int size = sample.length;
      sample = size < SAMPLE_BYTES ? input.peek(size + 1) : sample;
      complete = sample.length == size;
    }
  }

  /** Returns the length of the byte order mark at the start of the input: 3 or 0. */
  static int byteOrderMark(byte[] sample) {
    return startsWith(sample, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  }

  /**
   * Returns the buffered text of the input from its first line that is not blank to at least the
   * character after this line.
   */
  static String firstLines(PeekableInputStream input) throws IOException {
    byte[] sample = input.peek(1);
    sample = sample[sample.length - 1] == '\r' ? input.peek(sample.length + 1) : sample;
    int first = firstText(sample);
    return new String(sample, first, sample.length - first, StandardCharsets.UTF_8);
  }

  static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static int firstText(byte[] sample) {
    int first = byteOrderMark(sample);
    while (first < sample.length && ByteWindow.isSpace(sample[first])) {
      first++;
    }
    return first;
  }

  /**
   * Returns the format, or null if the sample is too short to recognise it.
   *
   * @param complete whether the sample cannot grow; a slow pipe must not wait for more lines than
   *     needed
   */
  private static CallFileFormat ofText(byte[] sample, int first, boolean complete) {
    if (sample[first] == '[') {
      return JSON_ARRAY;
    }
    String text = new String(sample, first, sample.length - first, StandardCharsets.UTF_8);
    String[] lines = text.split("\\s*\\R\\s*", 3);
    if (lines.length < 2 && !complete) {
      return null;
    }
    if (lines[0].startsWith("{")) {
      return ofObjects(lines, complete);
    }
    if (CsvHeader.isHeader(lines[0], lines.length > 1 ? lines[1] : "")) {
      return CSV;
    }
    return text.lines().anyMatch(CallFileFormat::isObjectLine) ? JSON_LINES : null;
  }

  private static CallFileFormat ofObjects(String[] lines, boolean complete) {
    if (lines[0].endsWith("}") || (lines.length < 2 && complete)) {
      return JSON_LINES;
    }
    if (lines[1].isEmpty() && !complete) {
      return null;
    }
    if (lines[0].endsWith(",")) {
      return JSON_OBJECTS;
    }
    return lines[1].isEmpty() || lines[1].startsWith("{") ? JSON_LINES : JSON_OBJECTS;
  }

  private static boolean isObjectLine(String line) {
    return line.strip().matches("\\{\\s*\"[^\"]+\"\\s*:.*");
  }
}
