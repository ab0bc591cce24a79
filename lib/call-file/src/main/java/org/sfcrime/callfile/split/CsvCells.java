package org.sfcrime.callfile.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sfcrime.callrecord.Utf8;

/**
 * Splits a CSV record (RFC 4180) that {@link CsvSplitter} found well-formed into its cells. The
 * cells are valid until the next record is split. Not thread-safe.
 */
public final class CsvCells {
  private final byte delimiter;
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int count;
  private byte[] record;

  /** Contains the cells with doubled quotes, without the doubling. */
  private byte[] unquoted = new byte[256];

  private int unquotedLength;

  /**
   * @param delimiter the character between two cells
   */
  public CsvCells(byte delimiter) {
    this.delimiter = delimiter;
  }

  /** Splits a record; returns the number of cells. */
  public int split(byte[] bytes, int from, int to) {
    record = bytes;
    count = 0;
    unquotedLength = 0;
    int next = from;
    while (next <= to) {
      next = next < to && bytes[next] == '"' ? quoted(next, to) : plain(next, to);
    }
    return count;
  }

  /** Sets the view to the text of a cell, counted from 0. */
  public void show(int cell, Utf8 view) {
    boolean isUnquoted = starts[cell] < 0;
    int start = isUnquoted ? -1 - starts[cell] : starts[cell];
    view.set(isUnquoted ? unquoted : record, start, ends[cell]);
  }

  /** Returns the texts of all cells of the last record. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(count);
    Utf8 view = new Utf8();
    for (int cell = 0; cell < count; cell++) {
      show(cell, view);
      texts.add(view.toString());
    }
    return texts;
  }

  private int plain(int from, int to) {
    int end = cellEnd(from, to);
    add(from, end);
    return end + 1;
  }

  /** Adds the cell that begins with a quote and returns the index after its delimiter. */
  private int quoted(int quote, int to) {
    int next = quote + 1;
    while (next < to && record[next] != '"') {
      next++;
    }
    if (next + 1 >= to || record[next + 1] == delimiter) {
      add(quote + 1, next);
      return next + 2;
    }
    int start = unquotedLength;
    int copied = quote + 1;
    while (next + 1 < to && record[next] == '"' && record[next + 1] == '"') {
      copy(copied, next + 1);
      copied = next + 2;
      next = copied;
      while (next < to && record[next] != '"') {
        next++;
      }
    }
    copy(copied, next);
    int end = cellEnd(next + 1, to);
    copy(Math.min(next + 1, end), end);
    add(-1 - start, unquotedLength);
    return end + 1;
  }

  private int cellEnd(int from, int to) {
    int end = Math.min(from, to);
    while (end < to && record[end] != delimiter) {
      end++;
    }
    return end;
  }

  private void copy(int from, int to) {
    int length = to - from;
    if (unquoted.length - unquotedLength < length) {
      unquoted = Arrays.copyOf(unquoted, Math.max(unquotedLength + length, 2 * unquoted.length));
    }
    System.arraycopy(record, from, unquoted, unquotedLength, length);
    unquotedLength += length;
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count++] = end;
  }
}
