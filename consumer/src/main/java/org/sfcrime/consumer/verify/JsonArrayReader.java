package org.sfcrime.consumer.verify;

import java.io.IOException;

/**
 * Reads the elements of a JSON array. Where the text breaks, one broken record is reported and
 * reading goes on at the next brace at which a complete object begins.
 */
final class JsonArrayReader implements CallFileReader {
  private final JsonScanner scanner = new JsonScanner();
  private final ByteWindow window;
  private final JsonCallParser parser;
  private String broken;

  /**
   * @param window a window that starts behind the array's opening bracket
   */
  JsonArrayReader(ByteWindow window, CallFields fields) {
    this.window = window;
    this.parser = new JsonCallParser(fields, true);
  }

  @Override
  public boolean next() throws IOException {
    if (!skipSeparators()) {
      return false;
    }
    int length = completeLength();
    if (length < 0) {
      broken = Reasons.NOT_JSON;
      skipBroken();
    } else {
      int start = window.start();
      broken = parser.parse(window.bytes(), start, start + length);
      window.startAt(start + length);
    }
    return true;
  }

  @Override
  public String broken() {
    return broken;
  }

  /**
   * Skips to the next element; commas and brackets that are out of place after a break do no harm.
   */
  private boolean skipSeparators() throws IOException {
    do {
      byte[] bytes = window.bytes();
      for (int at = window.start(); at < window.limit(); at++) {
        byte b = bytes[at];
        if (b != ',' && b != ']' && !JsonScanner.isWhiteSpace(b)) {
          window.startAt(at);
          return true;
        }
      }
      window.startAt(window.limit());
    } while (window.more());
    return false;
  }

  /**
   * Returns the length of the value at the start of the window, or a negative number if none is
   * complete there.
   */
  private int completeLength() throws IOException {
    while (true) {
      int start = window.start();
      int end = scanner.value(window.bytes(), start, window.limit(), 0);
      boolean undecided = end == JsonScanner.TRUNCATED || end == window.limit();
      // Reading more moves the window's start, so the length is taken before.
      if (!undecided || !window.more()) {
        return end < 0 ? end : end - start;
      }
    }
  }

  private void skipBroken() throws IOException {
    while (true) {
      int brace = window.find((byte) '{', 1);
      if (brace < 0) {
        window.startAt(window.limit());
        if (!window.more()) {
          return;
        }
        continue;
      }
      window.startAt(window.start() + brace);
      int length = completeLength();
      if (length >= 0 && isFollowedBySeparator(length)) {
        return;
      }
    }
  }

  /**
   * An object inside a broken record is followed by that record's own text; an element by a comma,
   * a bracket or the end.
   */
  private boolean isFollowedBySeparator(int length) throws IOException {
    int at = length;
    do {
      for (; at < window.length(); at++) {
        byte b = window.bytes()[window.start() + at];
        if (!JsonScanner.isWhiteSpace(b)) {
          return b == ',' || b == ']';
        }
      }
    } while (window.more());
    return true;
  }
}
