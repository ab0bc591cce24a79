package org.sfcrime.streaming.lookup;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What calls are counted by beside the window: {@code --group-by}.
 *
 * @param crimeType in which of its names
 * @param byDisposition whether the disposition is part of the group
 */
public record GroupBy(Name crimeType, boolean byDisposition) implements Serializable {
  private static final String DISPOSITION = ",disposition";

  /** As the table of crime types spells what it could find nothing out about. */
  private static final String UNKNOWN = "unknown";

  /** A name of a crime type. */
  enum Name {
    CATEGORY("category"),
    CANONICAL_TYPE("canonical-type"),
    CRIME_TYPE("crime-type");

    private final String flag;

    Name(String flag) {
      this.flag = flag;
    }
  }

  /**
   * Reads the flag.
   *
   * @throws IllegalArgumentException if there is no such grouping, with those that there are
   */
  public static GroupBy parse(String text) {
    String fields = text.replace(" ", "");
    boolean byDisposition = fields.endsWith(DISPOSITION);
    String name =
        byDisposition ? fields.substring(0, fields.length() - DISPOSITION.length()) : fields;
    return Arrays.stream(Name.values())
        .filter(known -> known.flag.equals(name))
        .findFirst()
        .map(known -> new GroupBy(known, byDisposition))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--group-by %s: must be one of %s, each also with %s"
                        .formatted(
                            fields,
                            Arrays.stream(Name.values())
                                .map(known -> known.flag)
                                .collect(Collectors.joining(", ")),
                            DISPOSITION)));
  }

  /**
   * The crime types under this name.
   *
   * @param table of {@code --crime-types}, null for the one in the jar
   * @throws IllegalArgumentException if the table is wrong, or given and of no use
   */
  public CrimeTypes crimeTypes(Path table) {
    if (crimeType == Name.CRIME_TYPE && table != null) {
      throw new IllegalArgumentException(
          "--crime-types is for --group-by category and canonical-type: give both");
    }
    return switch (crimeType) {
      case CATEGORY -> CrimeTypesFile.read(table, "category", UNKNOWN);
      case CANONICAL_TYPE -> CrimeTypesFile.read(table, "canonical_type", null);
      case CRIME_TYPE -> CrimeTypes.AS_WRITTEN;
    };
  }

  /** As the flag is spelled. */
  @Override
  public String toString() {
    return crimeType.flag + (byDisposition ? DISPOSITION : "");
  }
}
