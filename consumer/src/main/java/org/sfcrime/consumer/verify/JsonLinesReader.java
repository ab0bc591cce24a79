package org.sfcrime.consumer.verify;

import java.io.IOException;

/** Reads NDJSON: one JSON text a line, blank lines skipped. */
final class JsonLinesReader implements CallFileReader {
  private final ByteWindow window;
  private final JsonCallParser parser;
  private String broken;

  JsonLinesReader(ByteWindow window, CallFields fields) {
    this.window = window;
    this.parser = new JsonCallParser(fields, true);
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      int newline = window.find((byte) '\n', 0);
      int start = window.start();
      int end = newline < 0 ? window.limit() : start + newline;
      if (JsonScanner.skipWhiteSpace(window.bytes(), start, end) < end) {
        broken = parser.parse(window.bytes(), start, end);
        skip(newline);
        return true;
      }
      if (newline < 0) {
        return false;
      }
      skip(newline);
    }
  }

  private void skip(int newline) throws IOException {
    if (newline >= 0) {
      window.startAt(window.start() + newline + 1);
      return;
    }
    // The last line, or one too long for the window, which ends wherever its newline is. The
    // fields' text is in the array,
    // so nothing is read over it before it was used: an overlong line was never parsed into fields.
    boolean overlong = window.length() >= ByteWindow.MOST_BYTES;
    window.startAt(window.limit());
    if (overlong) {
      broken = Reasons.NOT_JSON;
      skipLine();
    }
  }

  private void skipLine() throws IOException {
    int newline = window.find((byte) '\n', 0);
    while (newline < 0 && window.length() >= ByteWindow.MOST_BYTES) {
      window.startAt(window.limit());
      newline = window.find((byte) '\n', 0);
    }
    window.startAt(newline < 0 ? window.limit() : window.start() + newline + 1);
  }

  @Override
  public String broken() {
    return broken;
  }
}
