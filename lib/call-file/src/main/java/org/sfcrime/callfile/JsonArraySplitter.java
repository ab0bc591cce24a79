package org.sfcrime.callfile;

import java.io.IOException;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallScanner;
import org.sfcrime.callrecord.RejectionReason;

/**
 * Finds the elements of a JSON array, or of JSON objects that follow each other over several lines.
 * A call that is written plainly is read while its end is looked for; others by their grammar.
 *
 * <p>After a broken element it goes on at the next place where an object can begin: between two
 * objects (brace, comma, brace, quote: that cannot stand inside a valid string), or at any other
 * brace and quote that is not a field's value and from which a complete object can be read. So
 * every complete element is found again. What is read twice on the way is limited to a fixed share
 * of the input: the time stays linear.
 */
final class JsonArraySplitter implements RecordSplitter {
  private static final long FREE_RESCAN_BYTES = 1 << 20;
  private static final long RESCANS_PER_BYTE = 4;

  private final ByteWindow window;
  private final boolean array;
  private final JsonElementScanner scanner;
  private final CallScanner calls = new CallScanner(new CallFields());
  private long offset;
  private long records;
  private boolean closed;
  private boolean continued;
  private long rescannedBytes;

  /**
   * @param start offset of the first byte after a byte order mark
   * @param array whether the input begins with a bracket, and so must end with one
   */
  JsonArraySplitter(ByteWindow window, long start, boolean array) throws IOException {
    this.window = window;
    this.array = array;
    this.scanner = new JsonElementScanner(window);
    this.offset = start;
    if (array) {
      while (window.at(offset) != '[') {
        offset++;
      }
      offset++;
    }
  }

  @Override
  public RawRecord next() throws IOException {
    int c = skipSeparators();
    if (c < 0) {
      return null;
    }
    long start = offset;
    window.hold(start);
    long plain = window.scan(calls, start);
    if (plain >= 0) {
      offset = plain;
      return window.record(records++, plain, null).scannedBy(calls);
    }
    long end = scanner.scan(start, Long.MAX_VALUE);
    if (end >= 0 && (c == '{' || c == '[' || isFollowedBySeparator(end))) {
      offset = end;
      return window.record(records++, end, null);
    }
    return resynchronise(start, end >= 0 ? end : resume(start));
  }

  @Override
  public long line() {
    return window.heldLine();
  }

  @Override
  public String warning() {
    if (!array) {
      return null;
    }
    if (!closed) {
      return "The JSON array is not closed: the file seems to be cut short.";
    }
    return continued ? "There is more after the array's closing bracket; it was read too." : null;
  }

  private int skipSeparators() throws IOException {
    while (true) {
      int c = window.at(offset);
      if (c == ']') {
        closed = true;
      } else if (c != ',' && !ByteWindow.isSpace(c)) {
        continued |= closed && c >= 0;
        return c;
      }
      offset++;
    }
  }

  private boolean isFollowedBySeparator(long end) throws IOException {
    long next = end;
    while (ByteWindow.isSpace(window.at(next))) {
      next++;
    }
    int c = window.at(next);
    return c == ',' || c == ']' || c < 0;
  }

  /** Returns the broken record from {@code start} to the next place where an object begins. */
  private RawRecord resynchronise(long start, long from) throws IOException {
    int previous = 0;
    int beforePrevious = 0;
    long candidate = Math.max(from, window.base());
    for (int c = window.at(candidate); c >= 0; c = window.at(candidate)) {
      if (c == '{' && previous != ':' && isKeyAfter(candidate)) {
        boolean certain = previous == ',' && beforePrevious == '}';
        if (certain || isWholeObject(candidate)) {
          return broken(start, candidate);
        }
        candidate = Math.max(resume(candidate), window.base());
        beforePrevious = 0;
        previous = candidate > window.base() ? window.at(candidate - 1) : 0;
        continue;
      }
      if (!ByteWindow.isSpace(c)) {
        beforePrevious = previous;
        previous = c;
      }
      candidate++;
    }
    return broken(start, candidate);
  }

  private boolean isWholeObject(long start) throws IOException {
    return scanner.scan(start, Long.MAX_VALUE) >= 0 && window.holds(start);
  }

  private boolean isKeyAfter(long brace) throws IOException {
    long next = brace + 1;
    while (ByteWindow.isSpace(window.at(next))) {
      next++;
    }
    return window.at(next) == '"';
  }

  /**
   * Returns where to search on after the scanner failed on what begins at {@code start}.
   *
   * <p>Right after the start, so that nothing is missed, as long as that is cheap; otherwise at the
   * last string, since all before it was well-formed.
   */
  private long resume(long start) {
    long again = scanner.failedAt() - start;
    if (rescannedBytes + again <= FREE_RESCAN_BYTES + RESCANS_PER_BYTE * scanner.failedAt()) {
      rescannedBytes += again;
      return start + 1;
    }
    return Math.max(start + 1, scanner.lastString());
  }

  private RawRecord broken(long start, long end) throws IOException {
    offset = end;
    long last = window.trimSpace(start, end);
    if (window.at(end) < 0 && array && !closed && endsWithBraceAndBracket(start, last)) {
      closed = true;
      last = window.trimSpace(start, last - 1);
    }
    if (last - 1 > start && window.holds(last - 1) && window.at(last - 1) == ',') {
      last = window.trimSpace(start, last - 1);
    }
    return window.record(records++, last, RejectionReason.NOT_JSON);
  }

  private boolean endsWithBraceAndBracket(long start, long end) throws IOException {
    if (end - 1 <= start || !window.holds(end - 1) || window.at(end - 1) != ']') {
      return false;
    }
    long brace = window.trimSpace(start, end - 1) - 1;
    return brace >= start && window.holds(brace) && window.at(brace) == '}';
  }
}
