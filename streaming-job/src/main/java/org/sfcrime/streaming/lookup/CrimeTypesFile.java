package org.sfcrime.streaming.lookup;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.commandline.SafeText;

/**
 * Reads the table of crime types: CSV with {@code raw}, {@code canonical_type}, {@code category}.
 */
final class CrimeTypesFile {
  private static final String RAW = "raw";

  private CrimeTypesFile() {}

  /**
   * Reads one of the table's columns.
   *
   * @param file the file, or null for the table inside the jar
   * @param column whose text becomes the name
   * @param otherwise the name of a crime type that is not there; null for itself
   * @throws IllegalArgumentException if it cannot be read, lacks a column or a cell, or has a crime
   *     type twice: which of the two would be meant?
   */
  static CrimeTypes read(Path file, String column, String otherwise) {
    String name = file == null ? "the crime types inside the jar" : file.toString();
    try (InputStream in =
        file == null
            ? CrimeTypes.class.getResourceAsStream("/crime-types.csv")
            : Files.newInputStream(file)) {
      return new CrimeTypes(names(name, in, column), otherwise);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--crime-types %s: cannot be read (%s)".formatted(name, e.getClass().getSimpleName()), e);
    } catch (TextParsingException e) {
      throw new IllegalArgumentException(
          "--crime-types %s: not CSV, at line %d".formatted(name, e.getLineIndex() + 1), e);
    }
  }

  private static Map<String, String> names(String name, InputStream in, String column) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    CsvParser parser = new CsvParser(settings);
    parser.beginParsing(in, StandardCharsets.UTF_8);
    try {
      String[] first = parser.parseNext();
      List<String> header = first == null ? List.of() : Arrays.asList(first);
      int rawAt = header.indexOf(RAW);
      int nameAt = header.indexOf(column);
      if (rawAt < 0 || nameAt < 0) {
        throw new IllegalArgumentException(
            "--crime-types %s: its first line must name the columns %s and %s"
                .formatted(name, RAW, column));
      }
      Map<String, String> names = new HashMap<>();
      for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
        String raw = cell(row, rawAt);
        String text = cell(row, nameAt);
        if (raw == null || text == null) {
          throw new IllegalArgumentException(
              "--crime-types %s: line %d has no %s"
                  .formatted(name, parser.getContext().currentLine(), raw == null ? RAW : column));
        }
        if (names.put(CrimeTypes.key(raw), text) != null) {
          throw new IllegalArgumentException(
              "--crime-types %s: crime type %s stands twice (letters of either case are the same); keep one"
                  .formatted(name, SafeText.of(raw)));
        }
      }
      return names;
    } finally {
      parser.stopParsing();
    }
  }

  private static String cell(String[] row, int column) {
    return column < row.length ? row[column] : null;
  }
}
