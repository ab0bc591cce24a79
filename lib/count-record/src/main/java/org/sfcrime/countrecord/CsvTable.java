package org.sfcrime.countrecord;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Reads CSV files whose first line names the columns. */
final class CsvTable {
  private CsvTable() {}

  /** One line of the file, counted from 1. */
  record Row(List<String> header, List<String> cells, long line) {
    /** Returns a cell, or null if it is empty or the column is absent. */
    String get(String column) {
      int at = header.indexOf(column);
      return at < 0 || at >= cells.size() ? null : cells.get(at);
    }

    /**
     * Returns a cell.
     *
     * @throws IllegalArgumentException if the cell is empty or absent
     */
    String require(String column) {
      String cell = get(column);
      if (cell == null) {
        throw new IllegalArgumentException("line %d has no %s".formatted(line, column));
      }
      return cell;
    }
  }

  /**
   * Calls the handler for each line after the first.
   *
   * @return the names of the columns
   * @throws IllegalArgumentException if the text is not CSV or lacks a required column
   */
  static List<String> read(
      Reader text, CsvParserSettings settings, List<String> required, Consumer<Row> handler)
      throws IOException {
    settings.setLineSeparatorDetectionEnabled(true);
    CsvParser parser = new CsvParser(settings);
    try {
      parser.beginParsing(text);
      String[] first = parser.parseNext();
      List<String> header = first == null ? List.of() : Arrays.asList(first);
      if (!header.containsAll(required)) {
        throw new IllegalArgumentException(
            "its first line must name the columns " + String.join(", ", required));
      }
      for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
        handler.accept(new Row(header, Arrays.asList(cells), parser.getContext().currentLine()));
      }
      return header;
    } catch (TextParsingException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalArgumentException("not CSV, at line " + (e.getLineIndex() + 1), e);
    }
  }
}
