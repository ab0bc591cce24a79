package org.sfcrime.streaming.lookup;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sfcrime.countrecord.GroupFields;

/**
 * The grouping fields in addition to the window: {@code --group-by}.
 *
 * @param fields one or two fields
 * @param columns the names of the fields in the counts
 */
public record GroupBy(List<Field> fields, GroupFields columns) implements Serializable {
  private static final String CRIME_TYPE = "original_crime_type_name";

  /** The category of crime types without a known one. */
  private static final String UNKNOWN = "unknown";

  /**
   * A grouping field.
   *
   * @param flag as in {@code --group-by}
   * @param source the name of the field in the record
   * @param names the names by which the values are grouped
   */
  public record Field(String flag, String source, CrimeTypes names) implements Serializable {
    private static Field parse(String flag, Path table) {
      return switch (flag) {
        case "category" -> new Field(flag, CRIME_TYPE, CrimeTypes.read(table, "category", UNKNOWN));
        case "canonical-type" ->
            new Field(flag, CRIME_TYPE, CrimeTypes.read(table, "canonical_type", null));
        case "crime-type" -> new Field(flag, CRIME_TYPE, CrimeTypes.AS_WRITTEN);
        case "crime_type", "canonical_type" ->
            throw new IllegalArgumentException("write " + flag.replace('_', '-'));
        default -> new Field(flag, flag, CrimeTypes.AS_WRITTEN);
      };
    }

    private String column() {
      return source.equals(flag) ? flag : flag.replace('-', '_');
    }
  }

  public GroupBy {
    fields = List.copyOf(fields);
  }

  /**
   * Parses the value of the flag and reads the names of crime types, if they are needed.
   *
   * @param table of {@code --crime-types}; null for the table in the jar
   * @throws IllegalArgumentException if the value or the table is invalid, or if the table is given
   *     without being needed
   */
  public static GroupBy parse(String text, Path table) {
    List<String> flags = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (table != null && !flags.contains("category") && !flags.contains("canonical-type")) {
      throw new IllegalArgumentException(
          "--crime-types is for --group-by category and canonical-type: give both");
    }
    List<Field> fields;
    try {
      fields = flags.stream().map(flag -> Field.parse(flag, table)).toList();
      return new GroupBy(fields, new GroupFields(fields.stream().map(Field::column).toList()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--group-by %s: %s".formatted(text, e.getMessage()), e);
    }
  }

  /** Returns the same grouping with other names of the fields in the counts. */
  public GroupBy withColumns(GroupFields others) {
    return new GroupBy(fields, others);
  }

  /** A hash of the tables of crime types; empty if the grouping needs none. */
  public String fingerprint() {
    return fields.stream()
        .map(field -> field.names().fingerprint())
        .filter(hash -> hash != null)
        .collect(Collectors.joining(","));
  }

  /** The value of the flag. */
  @Override
  public String toString() {
    return fields.stream().map(Field::flag).collect(Collectors.joining(","));
  }
}
