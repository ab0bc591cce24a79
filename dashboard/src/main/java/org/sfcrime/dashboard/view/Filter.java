package org.sfcrime.dashboard.view;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sfcrime.countrecord.WallClock;

/**
 * The calls that a view shows. Times are wall-clock milliseconds; an empty set accepts every value.
 *
 * @param from the earliest start of a window
 * @param to the start of the first window that is too late
 * @param lastMillis a time before the end of the newest window, or 0; no window starts earlier
 * @param mainPeriod whether to leave out the calls outside of the {@link MainPeriod}
 * @param asWritten whether types are the source's spellings instead of the table's names
 */
public record Filter(
    long from,
    long to,
    long lastMillis,
    boolean mainPeriod,
    Set<String> categories,
    Set<String> types,
    Set<String> dispositions,
    boolean asWritten) {
  public static final Filter ALL =
      new Filter(Long.MIN_VALUE, Long.MAX_VALUE, 0, false, Set.of(), Set.of(), Set.of(), false);

  /** Accepts the calls of the main period. */
  public static final Filter MAIN_PERIOD =
      new Filter(ALL.from, ALL.to, 0, true, Set.of(), Set.of(), Set.of(), false);

  private static final int MOST_VALUES = 50;

  public Filter {
    categories = Set.copyOf(categories);
    types = Set.copyOf(types);
    dispositions = Set.copyOf(dispositions);
  }

  /**
   * Reads the parameters of a URL: {@code from}, {@code to}, {@code last} (hours), {@code
   * period=main}, {@code category}, {@code type}, {@code disposition} and {@code names=as-written}.
   *
   * @throws IllegalArgumentException if a parameter is not valid
   */
  public static Filter of(Map<String, List<String>> parameters) {
    parameters.forEach(Filter::requireValue);
    return new Filter(
        time(parameters, "from", Long.MIN_VALUE),
        time(parameters, "to", Long.MAX_VALUE),
        Duration.ofHours(hours(parameters)).toMillis(),
        parameters.getOrDefault("period", List.of()).contains("main"),
        values(parameters, "category"),
        values(parameters, "type"),
        values(parameters, "disposition"),
        parameters.getOrDefault("names", List.of()).contains("as-written"));
  }

  /** Returns this filter for one category only. */
  public Filter withCategory(String category) {
    return new Filter(
        from, to, lastMillis, mainPeriod, Set.of(category), types, dispositions, asWritten);
  }

  Filter withoutTypes() {
    return new Filter(
        from, to, lastMillis, mainPeriod, categories, Set.of(), dispositions, asWritten);
  }

  Filter withoutDispositions() {
    return new Filter(from, to, lastMillis, mainPeriod, categories, types, Set.of(), asWritten);
  }

  /** Returns the period in fixed times, within the period of all calls or the main one. */
  View.Span period(View.Span all, View.Span main) {
    View.Span limits = mainPeriod ? main : all;
    long earliest = lastMillis == 0 ? from : Math.max(from, limits.to() - lastMillis);
    long start = Math.min(Math.max(earliest, limits.from()), limits.to());
    return new View.Span(start, Math.max(start, Math.min(to, limits.to())));
  }

  /** A value that is no URL encoding, such as {@code %zz}, is missing from the list. */
  private static void requireValue(String name, List<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + " must be a value in URL encoding");
    }
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
    String time = parameters.getOrDefault(name, List.of("")).get(0);
    if (time.isEmpty()) {
      return otherwise;
    }
    try {
      return WallClock.parse(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + " must be a time like 2018-12-31T23:50, not " + time, e);
    }
  }
}
