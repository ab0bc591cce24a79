package org.sfcrime.dashboard.view;

import java.util.List;

/**
 * All that the page draws for one filter, as the browser gets it. Times are seconds of the wall
 * clock; a figure that cannot be known is null.
 */
@SuppressWarnings("ArrayRecordComponent") // written as JSON, never compared
public record View(
    long version,
    Span data,
    Span shown,
    Figures figures,
    Timeline timeline,
    long[][] heat,
    List<Bar> types,
    List<Bar> dispositions,
    Unusual unusual,
    Choices choices) {

  /** From the first second to the one after the last; both 0 where there is nothing. */
  record Span(long from, long to) {
    long length() {
      return to - from;
    }
  }

  /**
   * The row of figures; the calls without a known disposition are null where none of all groups has
   * one: the job does not count by it.
   */
  public record Figures(
      long calls,
      long groups,
      LastHour lastHour,
      Bar topType,
      Busiest busiest,
      Long withoutDisposition) {}

  /**
   * The last hour of what is shown; the week before is null where the data do not go back so far.
   */
  record LastHour(long from, long to, long calls, Long weekBefore) {}

  record Busiest(long from, long to, long calls) {}

  /** Calls by time: a series for each category or chosen type, of as many numbers as steps. */
  record Timeline(long from, long step, List<Series> series) {}

  record Series(String name, long[] calls) {}

  /** A name, what it means, its calls, and those of the period before (null if not known). */
  public record Bar(String name, String meaning, long calls, Long before) {}

  /** What is unusual in the last hour, and why there may be no answer. */
  record Unusual(boolean enoughHistory, List<Surprise> types) {}

  /**
   * A type with far more calls in the last hour than expected, and how likely that is by chance.
   */
  record Surprise(String name, long calls, double expected, double chance, int weeks) {}

  /** What can be chosen. */
  public record Choices(List<Bar> categories, List<Bar> dispositions) {}
}
