package org.sfcrime.countrecord;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of the fields by which calls are counted within a window, as the counts have them: one
 * or two names of at most 63 letters, digits and {@code _}, the longest that PostgreSQL accepts.
 */
public record GroupFields(List<String> names) implements Serializable {
  /** The field whose values have descriptions. */
  public static final String DISPOSITION = "disposition";

  private static final Set<String> OTHER_COLUMNS =
      Set.of("window_start", "window_end", "description", "count");

  private static final Set<String> STAGING_COLUMNS = Set.of("batch_id", "task");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  /** The fields of a job without {@code --group-by}. */
  public static final GroupFields USUAL = of("crime_type", DISPOSITION);

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if a name is not valid; the message has the name
   */
  public GroupFields {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > 2) {
      throw new IllegalArgumentException("one or two fields, not " + names.size());
    }
    for (String name : names) {
      if (isOtherColumn(name)) {
        throw new IllegalArgumentException(name + " is a column that every count has");
      }
      if (STAGING_COLUMNS.contains(name)) {
        throw new IllegalArgumentException(name + " is a column that the job uses in PostgreSQL");
      }
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "%s is not a name of letters, digits and _, of at most 63 characters".formatted(name));
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(names.get(0) + " appears twice");
    }
  }

  public static GroupFields of(String... names) {
    return new GroupFields(List.of(names));
  }

  /** Whether each count has a column with this name that is not a grouping field. */
  static boolean isOtherColumn(String name) {
    return OTHER_COLUMNS.contains(name);
  }

  public String first() {
    return names.get(0);
  }

  /** Returns the second name, or null if there is one field only. */
  public String second() {
    return hasSecond() ? names.get(1) : null;
  }

  public boolean hasSecond() {
    return names.size() == 2;
  }

  /** Whether the counts have a description, which is that of the disposition. */
  public boolean hasDescription() {
    return names.contains(DISPOSITION);
  }

  /** The names and values of a count, in the order of the columns, without window and count. */
  public List<String> values(CountRecord count) {
    return hasSecond() ? List.of(count.first(), count.second()) : List.of(count.first());
  }

  /** The names, separated by commas. */
  @Override
  public String toString() {
    return String.join(",", names);
  }

  /** Returns the value that has the description. */
  public String disposition(String first, String second) {
    return DISPOSITION.equals(names.get(0)) ? first : second;
  }
}
