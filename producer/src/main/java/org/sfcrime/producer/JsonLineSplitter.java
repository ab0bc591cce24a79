package org.sfcrime.producer;

import java.io.IOException;

/**
 * Finds the records of newline-delimited JSON: each line, or each of the objects that follow each
 * other on a line. A broken line ends at its line feed, so it never touches its neighbours.
 */
final class JsonLineSplitter implements RecordSplitter {
  private final ByteWindow window;
  private final JsonElementScanner scanner;
  private long offset;
  private long lineEnd;
  private boolean several;
  private long records;

  /**
   * @param start offset of the first byte after a byte order mark
   */
  JsonLineSplitter(ByteWindow window, long start) {
    this.window = window;
    this.scanner = new JsonElementScanner(window);
    this.offset = start;
    this.lineEnd = start;
  }

  @Override
  public RawRecord next() throws IOException {
    if (offset >= lineEnd && !nextLine()) {
      return null;
    }
    window.hold(offset);
    if (several) {
      long end = scanner.scan(offset, lineEnd);
      long following = end < 0 ? lineEnd : skipSpace(end);
      if (following < lineEnd && window.at(following) == '{') {
        offset = following;
        return window.record(records++, end, null);
      }
    }
    long end = window.trimSpace(offset, lineEnd);
    offset = lineEnd;
    return window.record(records++, end, null);
  }

  @Override
  public long line() {
    return window.heldLine();
  }

  /** Moves to the next line that is not blank; returns false at the end of the input. */
  private boolean nextLine() throws IOException {
    while (true) {
      int c = window.at(offset);
      if (c < 0) {
        return false;
      }
      if (!ByteWindow.isSpace(c)) {
        break;
      }
      offset++;
    }
    window.hold(offset);
    lineEnd = window.lineEnd(offset);
    if (lineEnd < 0) {
      lineEnd = window.end();
    }
    several = window.holds(offset) && hasSecondObject();
    return true;
  }

  private boolean hasSecondObject() throws IOException {
    int previous = 0;
    for (long i = offset; i < lineEnd; i++) {
      int c = window.at(i);
      if (c == '{' && previous == '}') {
        return true;
      }
      if (c != ' ') {
        previous = c;
      }
    }
    return false;
  }

  private long skipSpace(long from) throws IOException {
    long next = from;
    while (next < lineEnd && ByteWindow.isSpace(window.at(next))) {
      next++;
    }
    return next;
  }
}
