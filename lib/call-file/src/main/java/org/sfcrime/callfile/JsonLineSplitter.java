package org.sfcrime.callfile;

import java.io.IOException;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallScanner;

/**
 * Finds the records of newline-delimited JSON: each line, or each of the objects that follow each
 * other on a line. A call that is written plainly is read while its end is looked for. A broken
 * line ends at its line feed, so it never touches its neighbours.
 */
final class JsonLineSplitter implements RecordSplitter {
  private final ByteWindow window;
  private final JsonElementScanner scanner;
  private final CallScanner calls = new CallScanner(new CallFields());
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
    if (offset >= lineEnd) {
      if (!skipToLine()) {
        return null;
      }
      window.hold(offset);
      long end = window.scan(calls, offset);
      if (end >= 0 && calls.isCompact() && isEndOfLine(end)) {
        offset = end;
        lineEnd = end;
        return window.record(records++, end, null).scannedBy(calls);
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

  private boolean isEndOfLine(long from) throws IOException {
    long next = from;
    int c = window.at(next);
    while (c == ' ' || c == '\t' || c == '\r') {
      c = window.at(++next);
    }
    return c == '\n' || c < 0;
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
