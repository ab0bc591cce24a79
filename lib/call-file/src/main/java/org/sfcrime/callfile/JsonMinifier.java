package org.sfcrime.callfile;

import java.util.Arrays;

/** Drops the white space between the tokens of valid JSON and changes nothing else. */
final class JsonMinifier {
  private byte[] scratch = new byte[4096];

  byte[] minify(byte[] bytes, int from, int to) {
    if (scratch.length < to - from) {
      scratch = new byte[Math.max(to - from, 2 * scratch.length)];
    }
    int length = 0;
    int next = from;
    while (next < to) {
      byte b = bytes[next];
      if (b == '"') {
        int end = stringEnd(bytes, next);
        System.arraycopy(bytes, next, scratch, length, end - next);
        length += end - next;
        next = end;
      } else {
        if (!ByteWindow.isSpace(b)) {
          scratch[length++] = b;
        }
        next++;
      }
    }
    return Arrays.copyOf(scratch, length);
  }

  private static int stringEnd(byte[] bytes, int quote) {
    int next = quote + 1;
    while (bytes[next] != '"') {
      next += bytes[next] == '\\' ? 2 : 1;
    }
    return next + 1;
  }
}
