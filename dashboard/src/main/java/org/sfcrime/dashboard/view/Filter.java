package org.sfcrime.dashboard.view;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sfcrime.dashboard.counts.WallClock;

/**
 * What a view shows. An empty set lets all through.
 *
 * @param from windows that begin then or later
 * @param to windows that begin before
 * @param lastSeconds only so many before the newest window's end; 0 for no such limit
 * @param asWritten whether types are the source's own words, not the table's names
 */
public record Filter(
    long from,
    long to,
    long lastSeconds,
    Set<String> categories,
    Set<String> types,
    Set<String> dispositions,
    boolean asWritten) {
  public static final Filter ALL =
      new Filter(Long.MIN_VALUE, Long.MAX_VALUE, 0, Set.of(), Set.of(), Set.of(), false);

  private static final int MOST_VALUES = 50;

  public Filter {
    categories = Set.copyOf(categories);
    types = Set.copyOf(types);
    dispositions = Set.copyOf(dispositions);
  }

  /**
   * Reads an address's parameters: {@code from}, {@code to}, {@code last} (hours), {@code
   * category}, {@code type}, {@code disposition} and {@code names=as-written}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static Filter of(Map<String, List<String>> parameters) {
    return new Filter(
        time(parameters, "from", Long.MIN_VALUE),
        time(parameters, "to", Long.MAX_VALUE),
        hours(parameters) * 3600,
        values(parameters, "category"),
        values(parameters, "type"),
        values(parameters, "disposition"),
        parameters.getOrDefault("names", List.of()).contains("as-written"));
  }

  Filter withoutTypes() {
    return new Filter(from, to, lastSeconds, categories, Set.of(), dispositions, asWritten);
  }

  /** With a fixed beginning in place of so many seconds before the end. */
  public Filter endingAt(long dataEnd) {
    return lastSeconds == 0
        ? this
        : new Filter(
            Math.max(from, dataEnd - lastSeconds),
            to,
            0,
            categories,
            types,
            dispositions,
            asWritten);
  }

  private static long hours(Map<String, List<String>> parameters) {
    String hours = parameters.getOrDefault("last", List.of("")).get(0);
    if (!hours.isEmpty() && !hours.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException("last must be a number of hours, not " + hours);
    }
    return hours.isEmpty() ? 0 : Long.parseLong(hours);
  }

  private static Set<String> values(Map<String, List<String>> parameters, String name) {
    Set<String> values = new TreeSet<>(parameters.getOrDefault(name, List.of()));
    if (values.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          name + ": at most " + MOST_VALUES + " values, not " + values.size());
    }
    return values;
  }

  private static long time(Map<String, List<String>> parameters, String name, long otherwise) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.isEmpty() || values.get(0).isEmpty()) {
      return otherwise;
    }
    try {
      return WallClock.parse(values.get(0));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + " must be a time like 2018-12-31T23:50, not " + values.get(0), e);
    }
  }
}
