package org.sfcrime.demo;

import java.util.List;
import java.util.Locale;

/** The numbers that all programs report about the same calls. */
interface Sides {
  /**
   * A line of the reconciliation.
   *
   * @param number null if it is not known
   * @param more text after the name
   */
  record Row(Long number, String name, String more) {
    Row(long number, String name) {
      this(number, name, "");
    }
  }

  /** Returns a sentence for each pair of numbers that differ. */
  List<String> differences();

  List<Row> rows();

  String toJson();

  default boolean agrees() {
    return differences().isEmpty();
  }

  static void same(List<String> found, String left, long one, String right, long other) {
    if (one != other) {
      found.add(text("%s: %,d, but %s: %,d", left, one, right, other));
    }
  }

  static String plus(String name, long number) {
    return text(" + %s %,d", name, number);
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
