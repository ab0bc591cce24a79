package org.sfcrime.consumer.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One row of CSV (RFC 4180): its columns as slices of text without quotes. */
final class CsvRow {
  private static final int BROKEN = -1;
  private static final int UNDECIDED = -2;

  private byte[] text = new byte[1024];
  private int length;
  private int[] ends = new int[16];
  private int columns;

  int columns() {
    return columns;
  }

  byte[] bytes() {
    return text;
  }

  int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }

  int end(int column) {
    return ends[column];
  }

  String text(int column) {
    return new String(text, start(column), end(column) - start(column), StandardCharsets.UTF_8);
  }

  /**
   * Reads the row at the start of the window. Returns its length with the line's end, or -1 if it
   * is none.
   */
  int read(ByteWindow window) throws IOException {
    boolean atEnd = false;
    while (true) {
      int end = read(window.bytes(), window.start(), window.limit(), atEnd);
      if (end != UNDECIDED) {
        return end < 0 ? end : end - window.start();
      }
      atEnd = !window.more();
    }
  }

  private int read(byte[] bytes, int from, int limit, boolean atEnd) {
    length = 0;
    columns = 0;
    int at = from;
    while (true) {
      boolean quoted = at < limit && bytes[at] == '"';
      at = quoted ? quoted(bytes, at + 1, limit, atEnd) : plain(bytes, at, limit);
      if (at < 0) {
        return at;
      }
      endColumn();
      if (at >= limit) {
        return atEnd ? limit : UNDECIDED;
      }
      if (bytes[at] == '\n') {
        return at + 1;
      }
      if (bytes[at] == '\r') {
        if (at + 1 >= limit) {
          return atEnd ? limit : UNDECIDED;
        }
        return bytes[at + 1] == '\n' ? at + 2 : BROKEN;
      }
      if (bytes[at] != ',') {
        return BROKEN;
      }
      at++;
    }
  }

  private int plain(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && bytes[at] != ',' && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    append(bytes, from, at);
    return at;
  }

  /** Returns the index after the closing quote. */
  private int quoted(byte[] bytes, int from, int limit, boolean atEnd) {
    int at = from;
    int start = from;
    while (at < limit) {
      if (bytes[at] != '"') {
        at++;
        continue;
      }
      if (at + 1 >= limit && !atEnd) {
        return UNDECIDED;
      }
      append(bytes, start, at);
      if (at + 1 >= limit || bytes[at + 1] != '"') {
        return at + 1;
      }
      // Two quotes mean one: the second is kept.
      start = at + 1;
      at += 2;
    }
    return atEnd ? BROKEN : UNDECIDED;
  }

  private void append(byte[] bytes, int from, int to) {
    int more = to - from;
    if (text.length - length < more) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
    }
    System.arraycopy(bytes, from, text, length, more);
    length += more;
  }

  private void endColumn() {
    if (columns == ends.length) {
      ends = Arrays.copyOf(ends, 2 * columns);
    }
    ends[columns++] = length;
  }
}
