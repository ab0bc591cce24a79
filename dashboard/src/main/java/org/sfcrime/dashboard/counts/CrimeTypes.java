package org.sfcrime.dashboard.counts;

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

/**
 * What a crime type of the counts means: a name that people can read, and a category.
 *
 * <p>A job that counts by category or by canonical type puts those in the place of what was
 * written; no flag tells which, so that a page shows whatever the topic has.
 */
public final class CrimeTypes {
  static final String UNKNOWN = "unknown";

  /** By category, exactly; by spelling, in any case; by canonical type, exactly. */
  private final Map<String, Meaning> ofCategories = new HashMap<>();

  private final Map<String, Meaning> ofSpellings = new HashMap<>();
  private final Map<String, Meaning> ofCanonicalTypes = new HashMap<>();

  /**
   * What a type means.
   *
   * @param name the same for all ways to write it
   * @param category the table's, {@value #UNKNOWN} where it has none
   */
  record Meaning(String name, String category) {}

  private CrimeTypes() {}

  public static CrimeTypes none() {
    return new CrimeTypes();
  }

  /**
   * Reads the table.
   *
   * @throws IllegalArgumentException if it lacks a column
   */
  static CrimeTypes read(Path file) throws IOException {
    // Spaces around a cell without quotes are none of its own: so the job reads the table, too.
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    CrimeTypes types = new CrimeTypes();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (CSVRecord row : format.parse(reader)) {
        types.add(row.get("raw"), new Meaning(row.get("canonical_type"), row.get("category")));
      }
    }
    return types;
  }

  private void add(String raw, Meaning meaning) {
    ofSpellings.put(key(raw), meaning);
    ofCanonicalTypes.putIfAbsent(meaning.name(), meaning);
    ofCategories.put(meaning.category(), new Meaning(meaning.category(), meaning.category()));
  }

  /** Reads the named table; without a name the project's, if it is there. */
  public static CrimeTypes readOrUsual(Path named) throws IOException {
    String home = System.getenv().getOrDefault("SFCRIME_HOME", ".");
    Path usual = Path.of(home, "data", "crime-types.csv");
    if (named == null && !Files.exists(usual)) {
      return none();
    }
    return read(named == null ? usual : named);
  }

  /** Categories first: {@code property} is one, and "Property" is a spelling of unknown meaning. */
  Meaning of(String crimeType) {
    Meaning meaning = ofCategories.get(crimeType);
    if (meaning == null) {
      meaning = ofSpellings.get(key(crimeType));
    }
    if (meaning == null) {
      meaning = ofCanonicalTypes.get(crimeType);
    }
    return meaning == null ? new Meaning(crimeType, UNKNOWN) : meaning;
  }

  /** As the job has it: letters of either case are the same, and a space is part of the name. */
  private static String key(String asWritten) {
    return asWritten.toLowerCase(Locale.ROOT);
  }
}
