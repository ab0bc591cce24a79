package org.sfcrime.callfile.split;

import java.io.IOException;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;

/**
 * Finds the elements of a JSON array, or JSON objects of several lines. The end of an element is
 * found by the {@link CallReader}, which reads a call in the usual form at the same time, or by the
 * grammar of JSON.
 *
 * <p>After a broken element, reading continues where the next object can begin: between two objects
 * (brace, comma, brace, quote: no valid string contains that), or at any other brace and quote that
 * is not the value of a field and begins a complete object. So every complete element is found. The
 * number of bytes that are read again is limited to a fixed share of the input, so that the time
 * stays linear.
 */
public final class JsonArraySplitter extends RecordSplitter {
  private static final long FREE_RESCAN_BYTES = 1 << 20;
  private static final long RESCANS_PER_BYTE = 4;

  /** How the records stand in the file. */
  public enum Arrangement {
    /** Objects, with or without commas between them. */
    OBJECTS('{'),
    /** The elements of arrays. */
    ARRAY('{'),
    /** The elements of an array inside an object; what follows the array is skipped. */
    ENVELOPED_OBJECTS('{'),
    /** The same, and each record is an array. */
    ENVELOPED_ARRAYS('[');

    private final char open;

    Arrangement(char open) {
      this.open = open;
    }

    private boolean isArray() {
      return this != OBJECTS;
    }

    private boolean isEnveloped() {
      return this == ENVELOPED_OBJECTS || this == ENVELOPED_ARRAYS;
    }
  }

  private final Arrangement arrangement;
  private final boolean array;
  private final JsonElementScanner scanner;
  private final CallReader calls;
  private boolean closed;
  private boolean continued;
  private long rescannedBytes;

  /**
   * @param start the first object, or the array or a place before it
   */
  public JsonArraySplitter(ByteWindow window, long start, CallReader calls, Arrangement arrangement)
      throws IOException {
    super(window, start);
    this.arrangement = arrangement;
    this.array = arrangement.isArray();
    this.calls = calls;
    this.scanner = new JsonElementScanner(window);
    while (array && window.at(offset++) != '[') {}
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
      return window.scannedRecord(records++, plain);
    }
    long end = scanner.scan(start, Long.MAX_VALUE);
    if (end >= 0 && (c == '{' || c == '[' || isFollowedBySeparator(end))) {
      offset = end;
      return window.record(records++, end, null);
    }
    return resynchronise(start, end >= 0 ? end : resume(start));
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
        offset = arrangement.isEnveloped() ? nextArray(offset) : offset;
      } else if (closed && c == '[' && isStartOfArray()) {
        closed = false;
      } else if (c != ',' && !ByteWindow.isSpace(c)) {
        continued |= closed && c >= 0;
        return c;
      }
      offset++;
    }
  }

  /** Returns whether the bracket at the offset begins an array of records, as in joined files. */
  private boolean isStartOfArray() throws IOException {
    int c = window.at(window.skipSpace(offset + 1, Long.MAX_VALUE));
    return c == arrangement.open || c == ']';
  }

  /** Returns the offset before the next array of records, for joined files, or of the end. */
  private long nextArray(long from) throws IOException {
    long next = from;
    for (int c = window.at(next); c >= 0; c = window.at(next)) {
      window.hold(next);
      if (c == '[' && window.at(window.skipSpace(next + 1, Long.MAX_VALUE)) == arrangement.open) {
        return next - 1;
      }
      next++;
    }
    return next;
  }

  private boolean isFollowedBySeparator(long end) throws IOException {
    int c = window.at(window.skipSpace(end, Long.MAX_VALUE));
    return c == ',' || c == ']' || c < 0;
  }

  /** Returns the broken record from {@code start} to where the next object begins. */
  private RawRecord resynchronise(long start, long from) throws IOException {
    int previous = 0;
    int beforePrevious = 0;
    long candidate = Math.max(from, window.base());
    for (int c = window.at(candidate); c >= 0; c = window.at(candidate)) {
      if (c == arrangement.open && previous != ':' && isKeyAfter(candidate)) {
        boolean certain =
            previous == ',' && beforePrevious == (arrangement.open == '{' ? '}' : ']');
        if (certain || (c == '{' && isWholeObject(candidate))) {
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
    return arrangement.open == '[' || window.at(window.skipSpace(brace + 1, Long.MAX_VALUE)) == '"';
  }

  /**
   * Returns the offset at which the search continues after the scanner failed on the element at
   * {@code start}.
   *
   * <p>The offset is right after the start, so that nothing is missed, as long as that is cheap.
   * Otherwise it is the start of the last string: everything before it is well-formed.
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
