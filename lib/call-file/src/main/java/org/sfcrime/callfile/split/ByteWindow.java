package org.sfcrime.callfile.split;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;

/**
 * A sliding window over an input stream. Bytes are addressed by their offset in the stream.
 *
 * <p>The window keeps all bytes from {@link #hold} on, up to {@link RawRecord#MAX_BYTES}. When the
 * held bytes exceed this limit, the window drops the oldest and keeps a copy of the first held
 * kilobyte, so that no input can exhaust the memory.
 */
public final class ByteWindow {
  private static final int INITIAL_BYTES = 1 << 18;
  private static final int KEPT_ON_OVERFLOW_BYTES = 1 << 16;

  private final InputStream input;
  private final byte lineEnd;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private long base;
  private int filled;
  private boolean ended;
  private long held;
  private byte[] head;
  private long lines = 1;
  private long linesCountedTo;
  private long heldLine = 1;

  public ByteWindow(InputStream input) {
    this(input, (byte) '\n');
  }

  /**
   * @param lineEnd the last character of a line
   */
  public ByteWindow(InputStream input, byte lineEnd) {
    this.input = input;
    this.lineEnd = lineEnd;
  }

  /**
   * @param start the offset of the first byte of the input
   */
  public ByteWindow(InputStream input, long start) {
    this(input);
    this.base = start;
    this.held = start;
    this.linesCountedTo = start;
  }

  /** Returns the byte at an offset that was not dropped, or -1 after the end of the input. */
  public int at(long offset) throws IOException {
    long index = offset - base;
    if (index < filled) {
      return buffer[(int) index] & 0xff;
    }
    return load(offset) ? buffer[(int) (offset - base)] & 0xff : -1;
  }

  /** Returns the offset of the first line end from the offset on, or of the end of the input. */
  long lineEnd(long from) throws IOException {
    long offset = from;
    do {
      int start = (int) (offset - base);
      for (int i = start; i < filled; i++) {
        if (buffer[i] == lineEnd) {
          return base + i;
        }
      }
      offset = base + Math.max(start, filled);
    } while (load(offset));
    return end();
  }

  /** Returns the offset of the first byte that is not white space, at most {@code limit}. */
  public long skipSpace(long from, long limit) throws IOException {
    long offset = from;
    while (offset < limit && isSpace(at(offset))) {
      offset++;
    }
    return offset;
  }

  /**
   * Skips the content of a JSON string up to a quote, a backslash or a control character.
   *
   * @return the offset of the first byte that is not skipped, or of the end of the input
   */
  long skipPlainString(long from, long limit) throws IOException {
    long offset = from;
    while (offset < limit && at(offset) >= 0) {
      int end = (int) Math.min(filled, limit - base);
      int i = (int) (offset - base);
      while (i < end && buffer[i] != '"' && buffer[i] != '\\' && (buffer[i] & 0xff) >= 0x20) {
        i++;
      }
      offset = base + i;
      if (i < end) {
        break;
      }
    }
    return offset;
  }

  /** Returns the offset after the call at {@code from}, or -1 if the reader cannot scan it. */
  long scan(CallReader reader, long from) {
    int end = reader.scan(buffer, (int) (from - base), filled);
    return end < 0 ? -1 : base + end;
  }

  /**
   * Returns the offset after the compact call at {@code from}, or -1 if the reader cannot scan the
   * call or the line end is not in the window: loading more would move the scanned bytes.
   */
  long scanLine(CallReader reader, long from) {
    int end = reader.scan(buffer, (int) (from - base), filled);
    if (end < 0 || !reader.isCompact()) {
      return -1;
    }
    int next = end;
    while (next < filled && buffer[next] != '\n' && isSpace(buffer[next])) {
      next++;
    }
    return next < filled && buffer[next] == '\n' ? base + end : -1;
  }

  /** Returns a copy of held bytes. */
  public byte[] copy(long from, long to) {
    return Arrays.copyOfRange(buffer, (int) (from - base), (int) (to - base));
  }

  /** Keeps the bytes from the offset on; the window may drop the bytes before. */
  public void hold(long offset) {
    if (offset != held) {
      held = offset;
      head = null;
      heldLine = -1;
    }
  }

  public boolean holds(long offset) {
    return offset >= base;
  }

  /** Returns the oldest offset in the window. */
  long base() {
    return base;
  }

  /** Returns the offset after the last byte that was read from the input. */
  long end() {
    return base + filled;
  }

  /** Returns {@code end} without the white space before it; the result is after {@code start}. */
  long trimSpace(long start, long end) {
    long last = end;
    while (last - 1 > start && holds(last - 1) && isSpace(buffer[(int) (last - 1 - base)])) {
      last--;
    }
    return last;
  }

  public static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Returns the line, counted from 1, on which the held bytes begin. */
  long heldLine() {
    if (heldLine < 0) {
      countLines(held);
      heldLine = lines;
    }
    return heldLine;
  }

  /** Returns the record from the held offset to {@code end}; only its head if it is too long. */
  RawRecord record(long index, long end, RejectionReason broken) {
    RawRecord.Position position = new RawRecord.Position(index, held);
    long size = end - held;
    if (holds(held) && size <= RawRecord.MAX_BYTES) {
      return new RawRecord(buffer, (int) (held - base), (int) size, position, size, broken);
    }
    RejectionReason reason = broken == null ? RejectionReason.TOO_LARGE : broken;
    if (head == null) {
      keepHead();
    }
    return new RawRecord(head, 0, head.length, position, size, reason);
  }

  /** Returns the record from the held offset to {@code end}, which a reader has scanned. */
  RawRecord scannedRecord(long index, long end) {
    int length = (int) (end - held);
    RawRecord.Position position = new RawRecord.Position(index, held);
    return new RawRecord(buffer, (int) (held - base), length, position, length, null, true);
  }

  private boolean load(long offset) throws IOException {
    while (offset >= base + filled) {
      if (ended) {
        return false;
      }
      if (filled == buffer.length) {
        makeRoom();
      }
      int count = input.read(buffer, filled, buffer.length - filled);
      ended = count < 0;
      filled += Math.max(count, 0);
    }
    return true;
  }

  private void makeRoom() {
    if (held - base >= buffer.length / 2) {
      dropBefore(held);
    } else if (buffer.length < RawRecord.MAX_BYTES) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    } else if (held > base) {
      dropBefore(held);
    } else {
      if (holds(held)) {
        heldLine();
        keepHead();
      }
      dropBefore(base + filled - KEPT_ON_OVERFLOW_BYTES);
    }
  }

  private void keepHead() {
    int from = (int) (held - base);
    head = Arrays.copyOfRange(buffer, from, Math.min(filled, from + RawRecord.HEAD_BYTES));
  }

  private void dropBefore(long offset) {
    countLines(offset);
    int dropped = (int) (offset - base);
    System.arraycopy(buffer, dropped, buffer, 0, filled - dropped);
    base = offset;
    filled -= dropped;
  }

  private void countLines(long to) {
    for (long offset = linesCountedTo; offset < to; offset++) {
      if (buffer[(int) (offset - base)] == lineEnd) {
        lines++;
      }
    }
    linesCountedTo = Math.max(linesCountedTo, to);
  }
}
