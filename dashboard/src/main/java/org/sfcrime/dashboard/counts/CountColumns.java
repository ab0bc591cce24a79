package org.sfcrime.dashboard.counts;

import java.util.List;

/** The columns of the {@link CountsTable}, read-only and without copies. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CountColumns(
    FieldOrder order,
    int size,
    Rows rows,
    WindowTable windows,
    Dictionaries names,
    Meanings meanings) {

  /**
   * One entry per group: window, crime type as written, disposition, number of calls. With other
   * grouping fields, {@link FieldOrder} says which field is in which column.
   */
  public record Rows(int[] window, int[] type, int[] disposition, long[] calls) {}

  /** The crime types as written, their names from the table, categories, disposition codes. */
  public record Dictionaries(
      Dictionary<String> types,
      Dictionary<String> labels,
      Dictionary<String> categories,
      Dictionary<String> dispositions) {}

  /**
   * The name and category of each crime type, and the description of each disposition: empty if the
   * disposition is not a known code.
   */
  public record Meanings(int[] label, int[] category, List<String> description) {}
}
