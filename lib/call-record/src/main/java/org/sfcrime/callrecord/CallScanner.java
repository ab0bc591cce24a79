package org.sfcrime.callrecord;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a call that is written plainly: one object of strings, ASCII, with no escape but those of
 * one letter, and no name that comes twice or is none of a call's. That is how calls are written,
 * and their bytes are looked at once. Of anything else it says so: a JSON parser has to decide.
 *
 * <p>What it takes, Jackson would take, and read the same: a test of the streaming job compares the
 * two on random input. One scanner serves one thread.
 */
public final class CallScanner {
  /** What {@link #scan} returns for a text that is not written plainly, or ends too early. */
  public static final int NOT_PLAIN = -1;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final byte[][] NAMES =
      Arrays.stream(CallField.values())
          .map(field -> field.fieldName().getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  /** White space can stand in four places for each field, and before the first. */
  private static final int MOST_GAPS = NAMES.length * 4 + 1;

  /** A call's fields come in the same order as a rule: which came after which in the last call. */
  private final int[] next = new int[NAMES.length + 1];

  private final CallFields fields;

  /** What is read, by the place of its name in {@link #NAMES}; null for what is only looked at. */
  private final Utf8[] texts;

  /** Where the white space between tokens begins and ends, in turn. */
  private final int[] gaps = new int[2 * MOST_GAPS];

  private int gapEnds;
  private byte[] value;
  private int first;
  private int limit;
  private int at;

  /** Where the last string began; it ended before the quote at {@link #at}. */
  private int start;

  private boolean isEscaped;

  /** Makes a scanner that sets these fields to parts of the text that it reads. */
  public CallScanner(CallFields fields) {
    this.fields = fields;
    this.texts = Arrays.stream(CallField.values()).map(fields::get).toArray(Utf8[]::new);
  }

  /**
   * Returns the fields of the call that was scanned last; they mean nothing if it was not plain.
   */
  public CallFields fields() {
    return fields;
  }

  /**
   * Reads the object that begins at {@code from}.
   *
   * @param to the text is taken to end before this index
   * @return the index after the object, or {@link #NOT_PLAIN}
   */
  public int scan(byte[] text, int from, int to) {
    value = text;
    first = from;
    limit = to;
    at = from;
    gapEnds = 0;
    fields.clear();
    return scanObject() ? at : NOT_PLAIN;
  }

  /** Returns whether the object that was scanned last has no white space between its tokens. */
  public boolean isCompact() {
    return gapEnds == 0;
  }

  /**
   * Returns the text of the object that was scanned last, without the white space between its
   * tokens; its bytes must still be where they were.
   */
  public byte[] compact() {
    if (isCompact()) {
      return Arrays.copyOfRange(value, first, at);
    }
    int length = at - first;
    for (int i = 0; i < gapEnds; i += 2) {
      length -= gaps[i + 1] - gaps[i];
    }
    byte[] compact = new byte[length];
    int to = 0;
    int from = first;
    for (int i = 0; i <= gapEnds; i += 2) {
      int end = i < gapEnds ? gaps[i] : at;
      System.arraycopy(value, from, compact, to, end - from);
      to += end - from;
      from = i < gapEnds ? gaps[i + 1] : at;
    }
    return compact;
  }

  private boolean scanObject() {
    if (at == limit || value[at++] != '{') {
      return false;
    }
    int seen = 0;
    int last = NAMES.length;
    while (true) {
      if (!skipTo('"') || !readString()) {
        return false;
      }
      int field = isEscaped ? -1 : field(last);
      if (field < 0 || (seen & 1 << field) != 0) {
        return false;
      }
      seen |= 1 << field;
      last = field;
      at++;
      if (!skipTo(':') || !skipTo('"') || !readString()) {
        return false;
      }
      Utf8 text = texts[field];
      if (text != null) {
        set(text);
      }
      at++;
      skipSpace();
      if (at == limit) {
        return false;
      }
      byte end = value[at++];
      if (end != ',') {
        return end == '}';
      }
    }
  }

  /** Goes behind the next byte, over white space, if it is this one. */
  private boolean skipTo(char wanted) {
    skipSpace();
    return at < limit && value[at++] == wanted;
  }

  private void skipSpace() {
    int gap = at;
    while (at < limit && isSpace(value[at])) {
      at++;
    }
    if (at > gap) {
      gaps[gapEnds++] = gap;
      gaps[gapEnds++] = at;
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
    isEscaped = false;
    while (i < limit) {
      if (i + Long.BYTES <= limit) {
        long special = special((long) EIGHT.get(bytes, i));
        if (special == 0) {
          i += Long.BYTES;
          continue;
        }
        i += Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
      byte b = bytes[i];
      if (b == '"') {
        at = i;
        return true;
      }
      if (b == '\\') {
        isEscaped = true;
        i++;
        if (i == limit || unescaped(bytes[i]) == 0) {
          return false;
        }
      } else if (b < ' ') {
        return false; // a control character, or not ASCII
      }
      i++;
    }
    return false;
  }

  /**
   * Of eight bytes at once, the highest bit of the first one, the lowest of the long, that ends a
   * run of plain text: a quote, a backslash, a control character, or one beyond ASCII. Bits above
   * that one mean nothing.
   */
  private static long special(long eight) {
    long quote = eight ^ ONES * '"';
    long backslash = eight ^ ONES * '\\';
    return (eight
            | (eight - ONES * ' ')
            | ((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash))
        & HIGHEST_BITS;
  }

  private void set(Utf8 text) {
    if (!isEscaped) {
      text.set(value, start, at);
      return;
    }
    byte[] plain = new byte[at - start];
    int length = 0;
    for (int i = start; i < at; i++) {
      plain[length++] = value[i] == '\\' ? unescaped(value[++i]) : value[i];
    }
    text.set(plain, 0, length);
  }

  /** What a letter behind a backslash stands for; 0 if it is not one of the simple ones. */
  private static byte unescaped(byte letter) {
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> 0;
    };
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
