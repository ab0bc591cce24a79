package org.sfcrime.callfile;

import java.io.IOException;
import java.util.BitSet;

/**
 * Finds the end of one JSON value by its grammar.
 *
 * <p>Strict about structure and lenient about the inside of scalars and escapes: a value that is
 * wrong only there keeps its bounds, so that its neighbours are safe, and fails the full check
 * later. A lost quote is noticed at the next token, because a string is then followed by text.
 */
final class JsonElementScanner {
  private enum Expected {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    COMMA_OR_END
  }

  /** Deeper input is given up, so that the stack below stays small; 1,000 levels are legal. */
  private static final int MAX_DEPTH = 1 << 24;

  private final ByteWindow window;
  private final BitSet objects = new BitSet();
  private int depth;
  private Expected expected;
  private long failedAt;
  private long lastString;

  JsonElementScanner(ByteWindow window) {
    this.window = window;
  }

  /**
   * Returns the offset after the value that begins at {@code start}, or -1 if it is broken.
   *
   * @param limit the input is taken to end here
   */
  long scan(long start, long limit) throws IOException {
    depth = 0;
    expected = Expected.VALUE;
    lastString = start;
    long offset = start;
    while (true) {
      int c = offset < limit ? window.at(offset) : -1;
      if (ByteWindow.isSpace(c)) {
        offset++;
        continue;
      }
      long next = step(c, offset, limit);
      if (next < 0) {
        return -1;
      }
      offset = next;
      if (depth == 0) {
        return offset;
      }
    }
  }

  /** Returns where the scan that returned -1 found the input broken. */
  long failedAt() {
    return failedAt;
  }

  /** Returns where the last string that it entered begins: the one whose quote may be missing. */
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
