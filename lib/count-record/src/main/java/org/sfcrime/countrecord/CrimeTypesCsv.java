package org.sfcrime.countrecord;

import com.univocity.parsers.common.ArgumentUtils;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    settings.getFormat().setComment('\0');
    List<String> required = new ArrayList<>(columns);
    required.add(0, RAW);
    Map<String, List<String>> cells = new LinkedHashMap<>();
    try {
      CsvTable.read(
          ArgumentUtils.newReader(in, StandardCharsets.UTF_8),
          settings,
          required,
          row -> {
            String raw = row.require(RAW);
            if (cells.put(key(raw), columns.stream().map(row::require).toList()) != null) {
              throw new IllegalArgumentException(
                  "crime type %s appears twice (upper and lower case are the same); keep one"
                      .formatted(raw.replaceAll("\\p{Cntrl}", "\ufffd")));
            }
          });
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--crime-types " + name + ": " + e.getMessage(), e);
    }
    return cells;
  }
}
