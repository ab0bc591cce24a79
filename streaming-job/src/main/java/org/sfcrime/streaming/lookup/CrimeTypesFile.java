package org.sfcrime.streaming.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.countrecord.CrimeTypesCsv;

/**
 * Reads the table of crime types: CSV with {@code raw}, {@code canonical_type}, {@code category}.
 */
final class CrimeTypesFile {
  private CrimeTypesFile() {}

  /**
   * Reads a column of the table.
   *
   * @param file the file, or null for the table inside the jar
   * @param column the column with the names
   * @param otherwise the name of a crime type that is not in the table; null for the crime type
   * @throws IllegalArgumentException if it cannot be read, lacks a column or a cell, or has a crime
   *     type twice: which of the two would be meant?
   */
  static CrimeTypes read(Path file, String column, String otherwise) {
    String name = file == null ? "the crime types inside the jar" : file.toString();
    try (InputStream in =
        file == null
            ? CrimeTypes.class.getResourceAsStream("/crime-types.csv")
            : Files.newInputStream(file)) {
      Map<String, String> names = new HashMap<>();
      CrimeTypesCsv.read(name, in, List.of(column))
          .forEach((raw, cells) -> names.put(raw, cells.get(0)));
      return new CrimeTypes(names, otherwise);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--crime-types %s: cannot be read (%s)".formatted(name, e.getClass().getSimpleName()), e);
    }
  }
}
