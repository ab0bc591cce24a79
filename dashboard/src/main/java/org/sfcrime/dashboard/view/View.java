package org.sfcrime.dashboard.view;

import java.util.List;

/**
 * Everything that the page draws for one filter; the browser gets a view as JSON. Times are
 * wall-clock milliseconds; an unknown figure is null.
 *
 * @param data the period of all calls
 * @param newest the newest window that has calls
 * @param main the period that holds nearly all calls
 * @param outside the calls of the groups in view that are outside of the main period
 * @param shown the period that the view shows
 */
@SuppressWarnings("ArrayRecordComponent") // written as JSON, never compared
public record View(
    long version,
    Fields fields,
    Span data,
    Span newest,
    Span main,
    long outside,
    Span shown,
    Figures figures,
    Timeline timeline,
    long[][] heat,
    List<Bar> types,
    List<Bar> dispositions,
    Unusual unusual,
    Choices choices) {

  /**
   * The names of the grouping fields.
   *
   * @param type the field in the place of the crime type; null if there is a disposition only
   * @param disposition the field in the place of the disposition; null if there is no other field
   */
  record Fields(String type, String disposition) {}

  /** A period, without its end; both times are 0 if there are no calls. */
  record Span(long from, long to) {
    long length() {
      return to - from;
    }
  }

  /**
   * The row of figures.
   *
   * @param withoutDisposition the calls without a known disposition; null if there is no
   *     disposition beside the types
   */
  public record Figures(
      long calls,
      long groups,
      LastHour lastHour,
      Bar topType,
      Busiest busiest,
      Long withoutDisposition) {}

  /**
   * The last hour of the period in view.
   *
   * @param weekBefore the calls of the same hour a week before; null if the data start later
   */
  record LastHour(long from, long to, long calls, Long weekBefore) {}

  record Busiest(long from, long to, long calls) {}

  /** Calls by time: for each category or chosen type, a number for each step. */
  record Timeline(long from, long step, List<Series> series) {}

  record Series(String name, long[] calls) {}

  /** A name, its meaning, its calls, and its calls in the previous period, null if unknown. */
  public record Bar(String name, String meaning, long calls, Long before) {}

  /** The unusual types of the last hour; none if the history is too short to tell. */
  record Unusual(boolean enoughHistory, List<Surprise> types) {}

  /**
   * A type with far more calls in the last hour than expected.
   *
   * @param chance the probability of at least this number of calls
   * @param weeks the number of earlier weeks from which the expected number is computed
   */
  record Surprise(String name, long calls, double expected, double chance, int weeks) {}

  /**
   * The names that a filter can have.
   *
   * @param dispositions empty if there are too many to choose from a list
   * @param tooMany whether a user must search for a disposition
   */
  public record Choices(List<Bar> categories, List<Bar> dispositions, boolean tooMany) {}
}
