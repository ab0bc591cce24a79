package org.sfcrime.callfile;

import java.io.IOException;
import org.sfcrime.callrecord.CallReader;

/**
 * Finds the records of newline-delimited JSON: a record is a line, or one of several objects on a
 * line. A broken line ends at its line feed, so that it never affects its neighbours. The {@link
 * CallReader} finds the end of a call in the usual form and reads it at the same time.
 */
final class JsonLineSplitter implements RecordSplitter {
  private final ByteWindow window;
  private final JsonElementScanner scanner;
  private final CallReader calls;
  private long offset;
  private long lineEnd;
  private boolean several;
  private long records;

  /** Creates a splitter of the lines from {@code start} on. */
  JsonLineSplitter(ByteWindow window, long start, CallReader calls) {
    this.window = window;
    this.calls = calls;
    this.scanner = new JsonElementScanner(window);
    this.offset = start;
    this.lineEnd = start;
  }

  @Override
  public RawRecord next() throws IOException {
    if (offset >= lineEnd) {
      if (!skipToLine()) {
        return null;
      }
      window.hold(offset);
      long end = window.scanLine(calls, offset);
      if (end >= 0) {
        offset = end;
        lineEnd = end;
        return window.scannedRecord(records++, end);
      }
      findLineEnd();
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
  private boolean skipToLine() throws IOException {
    int c = window.at(offset);
    while (ByteWindow.isSpace(c)) {
      c = window.at(++offset);
    }
    return c >= 0;
  }

  private void findLineEnd() throws IOException {
    lineEnd = window.lineEnd(offset);
    if (lineEnd < 0) {
      lineEnd = window.end();
    }
    several = window.holds(offset) && hasSecondObject();
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
