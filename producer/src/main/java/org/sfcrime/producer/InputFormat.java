package org.sfcrime.producer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The forms of a call file, recognised by its first bytes and never by its name. */
enum InputFormat {
  JSON_ARRAY("JSON array"),
  JSON_LINES("newline-delimited JSON"),
  JSON_OBJECTS("JSON objects over several lines"),
  CSV("CSV");

  private static final int SAMPLE_BYTES = 1 << 16;

  private final String description;

  InputFormat(String description) {
    this.description = description;
  }

  @Override
  public String toString() {
    return description;
  }

  /**
   * Returns the format of the input.
   *
   * @throws Failure if it is empty or in none of the formats
   */
  static InputFormat of(LookaheadInputStream input, String file) throws IOException {
    byte[] sample = input.peek(1);
    int first = firstText(sample);
    while (first == sample.length && sample.length < SAMPLE_BYTES) {
      int before = sample.length;
      sample = input.peek(before + 1);
      if (sample.length == before) {
        throw new Failure(file + " is empty: there is nothing to publish.");
      }
      first = firstText(sample);
    }
    if (first < sample.length && sample[first] == '[') {
      return JSON_ARRAY;
    }
    sample = input.peek(SAMPLE_BYTES);
    return ofLines(new String(sample, StandardCharsets.UTF_8).stripLeading(), file);
  }

  /** Returns the length of a byte order mark at the beginning of the input: 3 or 0. */
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

  private static InputFormat ofLines(String sample, String file) {
    String[] lines = sample.replace("\uFEFF", "").split("\\s*\\R\\s*", 3);
    String firstLine = lines[0];
    String secondLine = lines.length > 1 ? lines[1] : "";
    if (firstLine.startsWith("{")) {
      boolean unfinished = !firstLine.endsWith("}") && !secondLine.isEmpty();
      return unfinished && !secondLine.startsWith("{") ? JSON_OBJECTS : JSON_LINES;
    }
    if (CsvHeader.isHeader(firstLine)) {
      return CSV;
    }
    if (sample.lines().anyMatch(line -> line.strip().matches("\\{\\s*\"[^\"]+\"\\s*:.*"))) {
      return JSON_LINES;
    }
    throw new Failure(
        file
            + " is not a call file: it begins with neither a JSON array, a JSON object a line, nor"
            + " a CSV header with the column crime_id.");
  }
}
