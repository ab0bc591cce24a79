package org.sfcrime.callfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.sfcrime.commandline.CommandException;

/** The formats of a call file. The first bytes of a file determine its format, never its name. */
enum CallFileFormat {
  JSON_ARRAY("JSON array"),
  JSON_LINES("newline-delimited JSON"),
  JSON_OBJECTS("JSON objects over several lines"),
  CSV("CSV");

  private static final int SAMPLE_BYTES = 1 << 16;

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
    while (true) {
      int first = firstText(sample);
      CallFileFormat early = first < sample.length ? ofText(sample, first, false) : null;
      if (early != null) {
        return early;
      }
      byte[] more = sample.length < SAMPLE_BYTES ? input.peek(sample.length + 1) : sample;
      boolean complete = more.length == sample.length;
      if (first == sample.length && complete) {
        throw new CommandException(file + " is empty: it contains no calls.");
      }
      if (complete) {
        CallFileFormat format = ofText(sample, first, true);
        if (format != null) {
          return format;
        }
        throw new CommandException(
            file
                + " is not a call file: it begins with neither a JSON array, JSON objects nor a CSV"
                + " header with the column crime_id.");
      }
      sample = more;
    }
  }

  /** Returns the length of the byte order mark at the start of the input: 3 or 0. */
  static int byteOrderMark(byte[] sample) {
    boolean marked =
        sample.length >= 3
            && sample[0] == (byte) 0xef
            && sample[1] == (byte) 0xbb
            && sample[2] == (byte) 0xbf;
    return marked ? 3 : 0;
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
    if (CsvHeader.isHeader(lines[0])) {
      return CSV;
    }
    if (lines[0].startsWith("{")) {
      return ofObjects(lines, complete);
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
    return lines[1].isEmpty() || lines[1].startsWith("{") ? JSON_LINES : JSON_OBJECTS;
  }

  private static boolean isObjectLine(String line) {
    return line.strip().matches("\\{\\s*\"[^\"]+\"\\s*:.*");
  }
}
