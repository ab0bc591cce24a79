package org.sfcrime.callfile.split;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits a CSV record (RFC 4180) that {@link CsvSplitter} found well-formed into its cells. */
public final class CsvCells {
  private CsvCells() {}

  public static List<String> of(byte[] bytes, int from, int to) {
    List<String> cells = new ArrayList<>();
    int next = from;
    while (next <= to) {
      ByteArrayOutputStream cell = new ByteArrayOutputStream();
      next = next < to && bytes[next] == '"' ? quoted(bytes, next, to, cell) : next;
      int end = next;
      while (end < to && bytes[end] != ',') {
        end++;
      }
      cell.write(bytes, next, end - next);
      cells.add(cell.toString(StandardCharsets.UTF_8));
      next = end + 1;
    }
    return cells;
  }

  /** Appends the text of a quoted cell and returns the index after its closing quote. */
  private static int quoted(byte[] bytes, int from, int to, ByteArrayOutputStream cell) {
    int next = from + 1;
    while (next < to) {
      if (bytes[next] == '"') {
        if (next + 1 >= to || bytes[next + 1] != '"') {
          return next + 1;
        }
        next++;
      }
      cell.write(bytes[next++]);
    }
    return next;
  }
}
