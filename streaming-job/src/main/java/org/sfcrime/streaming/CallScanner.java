package org.sfcrime.streaming;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a call that is written plainly: one object of strings, ASCII, without an escape or a name
 * that comes twice. That is how calls are written, and its bytes are looked at once; of anything
 * else it says so, and {@link CallParser} asks Jackson.
 *
 * <p>What it takes, Jackson would take, and read the same: a test compares the two on random input.
 */
final class CallScanner {
  private static final byte[][] NAMES =
      CallFields.NAMES.stream()
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  /** A call's fields come in the same order as a rule: which came after which in the last call. */
  private final int[] next = new int[NAMES.length + 1];

  private byte[] value;
  private int at;

  /** Where the last string began; it ended before the quote at {@link #at}. */
  private int start;

  /**
   * Reads a record.
   *
   * @param fields set to the values of the fields that {@link CallFields} numbers first
   * @return whether it is plain; if not, the fields mean nothing
   */
  boolean scan(byte[] record, Utf8[] fields) {
    value = record;
    at = 0;
    if (!skipTo('{')) {
      return false;
    }
    int seen = 0;
    int last = NAMES.length;
    while (true) {
      if (!skipTo('"') || !readString()) {
        return false;
      }
      int field = field(last);
      if (field < 0 || (seen & 1 << field) != 0) {
        return false;
      }
      seen |= 1 << field;
      last = field;
      at++;
      if (!skipTo(':') || !skipTo('"') || !readString()) {
        return false;
      }
      if (field < fields.length) {
        fields[field].set(record, start, at);
      }
      at++;
      skipSpace();
      if (at == record.length) {
        return false;
      }
      byte end = record[at++];
      if (end == '}') {
        skipSpace();
        return at == record.length;
      }
      if (end != ',') {
        return false;
      }
    }
  }

  /** Goes behind the next byte, over white space, if it is this one. */
  private boolean skipTo(char wanted) {
    skipSpace();
    return at < value.length && value[at++] == wanted;
  }

  private void skipSpace() {
    while (at < value.length && isSpace(value[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Goes to the quote at the end, if nothing before it needs a closer look. */
  private boolean readString() {
    byte[] bytes = value;
    int i = at;
    start = i;
    // Bytes beyond ASCII are negative.
    while (i < bytes.length && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    at = i;
    return i < bytes.length && bytes[i] == '"';
  }

  /** The number of the field whose name was just read, -1 if it is none of a call's. */
  private int field(int last) {
    int likely = next[last];
    if (isName(likely)) {
      return likely;
    }
    for (int field = 0; field < NAMES.length; field++) {
      if (isName(field)) {
        next[last] = field;
        return field;
      }
    }
    return -1;
  }

  private boolean isName(int field) {
    byte[] name = NAMES[field];
    return name.length == at - start && Arrays.equals(name, 0, name.length, value, start, at);
  }
}
