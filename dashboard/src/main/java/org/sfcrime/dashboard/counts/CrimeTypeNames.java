package org.sfcrime.dashboard.counts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sfcrime.countrecord.CrimeTypesCsv;

/**
 * Gives each crime type of the counts a readable name and a category. Without a table, the name is
 * the crime type.
 *
 * <p>A job that groups by category or canonical type writes these in place of the crime type. No
 * flag says so: the dashboard recognizes all three.
 */
public final class CrimeTypeNames {
  static final String UNKNOWN = "unknown";

  /** The category of values that are not crime types. */
  static final String ALL = "all";

  private static final Set<String> CRIME_TYPE_FIELDS =
      Set.of("crime_type", "canonical_type", "category", "original_crime_type_name");

  private final Map<String, Meaning> ofCategories = new HashMap<>();
  private final Map<String, Meaning> ofSpellings = new HashMap<>();
  private final Map<String, Meaning> ofCanonicalTypes = new HashMap<>();

  /** One name for all spellings, and the category: {@value #UNKNOWN} if the table has none. */
  record Meaning(String name, String category) {}

  /**
   * Reads a table.
   *
   * @param file CSV; null for {@code data/crime-types.csv} of the project, if the file exists
   * @throws IllegalArgumentException if the table is not valid
   */
  public static CrimeTypeNames read(Path file) throws IOException {
    String home = System.getenv().getOrDefault("SFCRIME_HOME", ".");
    Path table = file == null ? Path.of(home, "data", "crime-types.csv") : file;
    CrimeTypeNames types = new CrimeTypeNames();
    if (file != null || Files.exists(table)) {
      try (InputStream in = Files.newInputStream(table)) {
        CrimeTypesCsv.read(table.toString(), in, List.of("canonical_type", "category"))
            .forEach((key, names) -> types.add(key, new Meaning(names.get(0), names.get(1))));
      }
    }
    return types;
  }

  private void add(String key, Meaning meaning) {
    ofSpellings.put(key, meaning);
    ofCanonicalTypes.putIfAbsent(meaning.name(), meaning);
    ofCategories.put(meaning.category(), new Meaning(meaning.category(), meaning.category()));
  }

  /** Whether the values of a grouping field are crime types, or the names of crime types. */
  static boolean isCrimeType(String field) {
    return CRIME_TYPE_FIELDS.contains(field);
  }

  /** The meaning of a value of any other field: its name is the value. */
  static Meaning ofOther(String value) {
    return new Meaning(value, ALL);
  }

  /** Looks for a category first: {@code property} is a category, "Property" a spelling. */
  Meaning of(String crimeType) {
    Meaning canonical = ofCanonicalTypes.getOrDefault(crimeType, new Meaning(crimeType, UNKNOWN));
    Meaning spelling = ofSpellings.getOrDefault(CrimeTypesCsv.key(crimeType), canonical);
    return ofCategories.getOrDefault(crimeType, spelling);
  }
}
