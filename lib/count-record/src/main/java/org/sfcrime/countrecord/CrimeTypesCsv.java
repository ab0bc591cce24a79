package org.sfcrime.countrecord;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the table of crime types ({@code --crime-types}): CSV with a column {@code raw} and columns
 * of names, {@code canonical_type} and {@code category}.
 */
public final class CrimeTypesCsv {
  private static final String RAW = "raw";

  private CrimeTypesCsv() {}

  /** Returns the key of a crime type: upper and lower case are the same, spaces count. */
  public static String key(String raw) {
    return raw.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads columns of the table.
   *
   * @param name the table's name in messages
   * @return the cells of the columns by the {@link #key} of the crime type, in the table's order
   * @throws IllegalArgumentException if the table lacks a column or a cell, or has a crime type
   *     twice
   */
  public static Map<String, List<String>> read(String name, InputStream in, List<String> columns)
      throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.getFormat().setComment('\0');
    CsvParser parser = new CsvParser(settings);
    try {
      parser.beginParsing(in, StandardCharsets.UTF_8);
      return new Table(name, parser).read(columns);
    } catch (TextParsingException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalArgumentException(
          "--crime-types %s: not CSV, at line %d".formatted(name, e.getLineIndex() + 1), e);
    }
  }

  private record Table(String name, CsvParser parser) {
    Map<String, List<String>> read(List<String> columns) {
      String[] first = parser.parseNext();
      List<String> header = first == null ? List.of() : Arrays.asList(first);
      if (!header.contains(RAW) || !header.containsAll(columns)) {
        throw failure(
            "its first line must name the columns %s and %s"
                .formatted(RAW, String.join(" and ", columns)));
      }
      Map<String, List<String>> cells = new LinkedHashMap<>();
      for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
        String raw = cell(header, row, RAW);
        List<String> names = new ArrayList<>();
        for (String column : columns) {
          names.add(cell(header, row, column));
        }
        if (cells.put(key(raw), names) != null) {
          throw failure(
              "crime type %s appears twice (upper and lower case are the same); keep one"
                  .formatted(raw.replaceAll("\\p{Cntrl}", "\ufffd")));
        }
      }
      return cells;
    }

    private String cell(List<String> header, String[] row, String column) {
      int at = header.indexOf(column);
      if (at >= row.length || row[at] == null) {
        throw failure("line %d has no %s".formatted(parser.getContext().currentLine(), column));
      }
      return row[at];
    }

    private IllegalArgumentException failure(String problem) {
      return new IllegalArgumentException("--crime-types %s: %s".formatted(name, problem));
    }
  }
}
