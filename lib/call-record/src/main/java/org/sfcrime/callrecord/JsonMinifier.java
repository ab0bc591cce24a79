package org.sfcrime.callrecord;

/** Removes the white space between the tokens of valid JSON and changes nothing else. */
final class JsonMinifier {
  private JsonMinifier() {}

  /**
   * Writes the JSON text without white space.
   *
   * @param target at least as long as the text
   * @return the number of bytes written
   */
  static int minify(byte[] bytes, int from, int to, byte[] target) {
    int length = 0;
    int next = from;
    while (next < to) {
      byte b = bytes[next];
      if (b == '"') {
        int end = stringEnd(bytes, next);
        System.arraycopy(bytes, next, target, length, end - next);
        length += end - next;
        next = end;
      } else {
        if (!CallScanner.isSpace(b)) {
          target[length++] = b;
        }
        next++;
      }
    }
    return length;
  }

  private static int stringEnd(byte[] bytes, int quote) {
    int next = quote + 1;
    while (bytes[next] != '"') {
      next += bytes[next] == '\\' ? 2 : 1;
    }
    return next + 1;
  }
}
