package org.sfcrime.callfile.split;

import java.io.IOException;
import org.sfcrime.callrecord.CallReader;

/**
 * Finds the records of newline-delimited JSON: a record is a line, or one of several objects on a
 * line, with or without a comma after it. A broken line ends at its line feed, so that it never
 * affects its neighbours. The {@link CallReader} finds the end of a call in the usual form and
 * reads it at the same time.
 */
public final class JsonLineSplitter extends RecordSplitter {
  private final JsonElementScanner scanner;
  private final CallReader calls;
  private long lineEnd;

  /** Creates a splitter of the lines from {@code start} on. */
  public JsonLineSplitter(ByteWindow window, long start, CallReader calls) {
    super(window, start);
    this.calls = calls;
    this.scanner = new JsonElementScanner(window);
    this.lineEnd = start;
  }

  @Override
  public RawRecord next() throws IOException {
    if (offset >= lineEnd) {
      offset = window.skipSpace(offset, Long.MAX_VALUE);
      if (window.at(offset) < 0) {
        return null;
      }
      window.hold(offset);
      long end = window.scanLine(calls, offset);
      if (end >= 0) {
        offset = end;
        lineEnd = end;
        return window.scannedRecord(records++, end);
      }
      lineEnd = window.lineEnd(offset);
    }
    window.hold(offset);
    long end = window.holds(offset) ? scanner.scan(offset, lineEnd) : -1;
    long following = end < 0 ? lineEnd : window.skipSpace(end, lineEnd);
    boolean isComma = following < lineEnd && window.at(following) == ',';
    following = isComma ? window.skipSpace(following + 1, lineEnd) : following;
    boolean isAnother = following < lineEnd && window.at(following) == '{';
    if (!isAnother && !(isComma && following == lineEnd)) {
      end = window.trimSpace(offset, lineEnd);
      following = lineEnd;
    }
    offset = following;
    return window.record(records++, end, null);
  }
}
