package org.sfcrime.dashboard;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** What a crime type as written means: a name that people can read, and a category. */
final class CrimeTypes {
  static final String UNKNOWN = "unknown";

  private final Map<String, Meaning> meanings;

  /**
   * What a type means.
   *
   * @param name the same for all ways to write it
   * @param category the table's, {@value #UNKNOWN} where it has none
   */
  record Meaning(String name, String category) {}

  private CrimeTypes(Map<String, Meaning> meanings) {
    this.meanings = meanings;
  }

  static CrimeTypes none() {
    return new CrimeTypes(Map.of());
  }

  /**
   * Reads the table.
   *
   * @throws IllegalArgumentException if it lacks a column
   */
  static CrimeTypes read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<String, Meaning> meanings = new HashMap<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (CSVRecord row : format.parse(reader)) {
        meanings.put(
            key(row.get("raw")), new Meaning(row.get("canonical_type"), row.get("category")));
      }
    }
    return new CrimeTypes(meanings);
  }

  /** Reads the named table; without a name the project's, if it is there. */
  static CrimeTypes readOrUsual(Path named) throws IOException {
    String home = System.getenv().getOrDefault("SFCRIME_HOME", ".");
    Path usual = Path.of(home, "data", "crime-types.csv");
    if (named == null && !Files.exists(usual)) {
      return none();
    }
    return read(named == null ? usual : named);
  }

  Meaning of(String asWritten) {
    Meaning meaning = meanings.get(key(asWritten));
    return meaning == null ? new Meaning(asWritten, UNKNOWN) : meaning;
  }

  private static String key(String asWritten) {
    return asWritten.strip().toLowerCase(Locale.ROOT);
  }
}
