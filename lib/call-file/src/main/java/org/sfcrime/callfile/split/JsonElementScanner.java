package org.sfcrime.callfile.split;

import java.io.IOException;
import java.util.BitSet;

/**
 * Finds the end of one JSON value by the grammar of JSON.
 *
 * <p>The scanner is strict about structure and lenient about the content of scalars and escapes. A
 * value with an error only in its content keeps its bounds, so that its neighbours are safe, and
 * fails the full check later. A missing quote is detected at the next token, because text follows
 * the string.
 */
public final class JsonElementScanner {
  private enum Expected {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    COMMA_OR_END
  }

  /** Limits the size of the stack of levels; records with more than 1,000 levels are rejected. */
  private static final int MAX_DEPTH = 1 << 24;

  private final ByteWindow window;
  private final BitSet objects = new BitSet();
  private int depth;
  private Expected expected;
  private long failedAt;
  private long lastString;

  public JsonElementScanner(ByteWindow window) {
    this.window = window;
  }

  /**
   * Returns the offset after the value that begins at {@code start}, or -1 if the value is broken.
   *
   * @param limit the offset at which the input ends for this scan
   */
  public long scan(long start, long limit) throws IOException {
    depth = 0;
    expected = Expected.VALUE;
    lastString = start;
    long offset = start;
    do {
      offset = window.skipSpace(offset, limit);
      offset = step(offset < limit ? window.at(offset) : -1, offset, limit);
    } while (offset >= 0 && depth > 0);
    return offset;
  }

  /** Returns the offset of the error after a scan that returned -1. */
  long failedAt() {
    return failedAt;
  }

  /** Returns the offset of the last string in the scan: its closing quote may be missing. */
  long lastString() {
    return lastString;
  }

  private long step(int c, long offset, long limit) throws IOException {
    return switch (expected) {
      case KEY, KEY_OR_END -> {
        if (c == '"') {
          long end = string(offset, limit);
          expected = Expected.COLON;
          yield end;
        }
        yield c == '}' && expected == Expected.KEY_OR_END ? close(offset) : fail(offset);
      }
      case COLON -> {
        expected = Expected.VALUE;
        yield c == ':' ? offset + 1 : fail(offset);
      }
      case COMMA_OR_END -> {
        if (c == ',') {
          expected = objects.get(depth) ? Expected.KEY : Expected.VALUE;
          yield offset + 1;
        }
        yield c == (objects.get(depth) ? '}' : ']') ? close(offset) : fail(offset);
      }
      case VALUE, VALUE_OR_END -> value(c, offset, limit);
    };
  }

  private long value(int c, long offset, long limit) throws IOException {
    boolean mayEnd = expected == Expected.VALUE_OR_END;
    expected = Expected.COMMA_OR_END;
    if (c == '"') {
      return string(offset, limit);
    }
    if (c == '{' || c == '[') {
      if (++depth > MAX_DEPTH) {
        return fail(offset);
      }
      objects.set(depth, c == '{');
      expected = c == '{' ? Expected.KEY_OR_END : Expected.VALUE_OR_END;
      return offset + 1;
    }
    if (c == ']' && mayEnd) {
      return close(offset);
    }
    long end = offset;
    while (end < limit && isScalar(window.at(end))) {
      end++;
    }
    return end > offset ? end : fail(offset);
  }

  private long close(long offset) {
    depth--;
    expected = Expected.COMMA_OR_END;
    return offset + 1;
  }

  private long string(long start, long limit) throws IOException {
    lastString = start;
    long offset = start + 1;
    while (true) {
      offset = window.skipPlainString(offset, limit);
      int c = offset < limit ? window.at(offset) : -1;
      if (c == '"') {
        return offset + 1;
      }
      if (c != '\\' || offset + 1 >= limit || window.at(offset + 1) < 0x20) {
        return fail(offset);
      }
      offset += 2;
    }
  }

  private long fail(long offset) {
    failedAt = offset;
    return -1;
  }

  private static boolean isScalar(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '+'
        || c == '.';
  }
}
