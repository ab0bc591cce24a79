package org.sfcrime.streaming.lookup;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The grouping fields in addition to the window: {@code --group-by}.
 *
 * @param crimeType the kind of name for crime types
 * @param byDisposition whether the disposition is part of the group
 */
public record GroupBy(Name crimeType, boolean byDisposition) implements Serializable {
  private static final String DISPOSITION = ",disposition";

  /** The category of crime types without a known one. */
  private static final String UNKNOWN = "unknown";

  /** A kind of name for crime types. */
  enum Name {
    CATEGORY,
    CANONICAL_TYPE,
    CRIME_TYPE
  }

  /**
   * Parses the value of the flag.
   *
   * @throws IllegalArgumentException if the value is invalid; the message lists the valid ones
   */
  public static GroupBy parse(String text) {
    String fields = text.replace(" ", "");
    for (Name name : Name.values()) {
      for (GroupBy known : List.of(new GroupBy(name, false), new GroupBy(name, true))) {
        if (known.toString().equals(fields)) {
          return known;
        }
      }
    }
    throw new IllegalArgumentException(
        "--group-by %s: must be one of category, canonical-type, crime-type, each also with %s"
            .formatted(fields, DISPOSITION));
  }

  /**
   * Reads the names of the crime types.
   *
   * @param table of {@code --crime-types}; null for the table in the jar
   * @throws IllegalArgumentException if the table is invalid, or given without being needed
   */
  public CrimeTypes crimeTypes(Path table) {
    if (crimeType == Name.CRIME_TYPE && table != null) {
      throw new IllegalArgumentException(
          "--crime-types is for --group-by category and canonical-type: give both");
    }
    return switch (crimeType) {
      case CATEGORY -> CrimeTypes.read(table, "category", UNKNOWN);
      case CANONICAL_TYPE -> CrimeTypes.read(table, "canonical_type", null);
      case CRIME_TYPE -> CrimeTypes.AS_WRITTEN;
    };
  }

  /** The value of the flag. */
  @Override
  public String toString() {
    String name = crimeType.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return name + (byDisposition ? DISPOSITION : "");
  }
}
