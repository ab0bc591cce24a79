package org.sfcrime.dashboard.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sfcrime.dashboard.counts.Dictionary;

/**
 * What is usual for a type in an hour of the week, and what is far above it.
 *
 * <p>Expected: the type's calls in the same hour of the earlier weeks, each week weighing 0.8 times
 * the one after it, together with its mean of all earlier hours, which weighs as one week: with
 * little history that is what decides. Unusual: at least {@value #FEWEST} calls, at least twice as
 * many as expected, and a chance under 1 in 1,000 that a Poisson variable is so high.
 */
final class Baseline {
  static final int WEEKS = 12;
  static final double WEIGHT = 0.8;
  static final int FEWEST = 3;
  static final double CHANCE = 0.001;
  static final long HOUR = 3600;
  static final long WEEK = 168 * HOUR;
  private static final int LEAST_HOURS = 24;
  private static final int MOST_SHOWN = 8;

  private Baseline() {}

  /** Which of the earlier weeks' same hours a window belongs to: 0 the last hour, -1 none. */
  static int week(long start, long now) {
    long hoursAgo = Math.floorDiv(now - 1 - start, HOUR);
    return hoursAgo < 0 || hoursAgo % 168 != 0 || hoursAgo / 168 > WEEKS
        ? -1
        : (int) (hoursAgo / 168);
  }

  /**
   * Of which hours there are calls at all; an hour without a single one is missing, not quiet.
   *
   * @param weeks which of the earlier weeks have the hour; the last hour itself is first
   * @param hours how many hours before the last
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record History(boolean[] weeks, int hours) {
    boolean isEnough() {
      return hours >= LEAST_HOURS;
    }

    int weeksBefore() {
      int count = 0;
      for (int week = 1; week < weeks.length; week++) {
        count += weeks[week] ? 1 : 0;
      }
      return count;
    }
  }

  /**
   * The calls that are expected in the last hour.
   *
   * @param byWeek the calls of that hour by week, the last hour first
   * @param weeks of them, which the data have
   * @param meanAnHour of all earlier hours
   */
  static double expected(long[] byWeek, boolean[] weeks, double meanAnHour) {
    double calls = meanAnHour;
    double weights = 1;
    double weight = 1;
    for (int week = 1; week < weeks.length; week++) {
      if (weeks[week]) {
        calls += byWeek[week] * weight;
        weights += weight;
      }
      weight *= WEIGHT;
    }
    return calls / weights;
  }

  /**
   * The types that are far above their usual, the least likely first.
   *
   * @param byWeek by label: the calls of the hour by week
   * @param earlier by label: the calls of all hours before the last
   */
  static List<View.Surprise> surprises(
      Dictionary labels, long[][] byWeek, long[] earlier, History history) {
    List<View.Surprise> found = new ArrayList<>();
    if (!history.isEnough()) {
      return found;
    }
    int weeks = history.weeksBefore();
    double hours = history.hours();
    for (int label = 0; label < byWeek.length; label++) {
      long calls = byWeek[label] == null ? 0 : byWeek[label][0];
      if (calls < FEWEST) {
        continue;
      }
      double expected = expected(byWeek[label], history.weeks(), earlier[label] / hours);
      // A type that was never seen before: half a call in all the history there is.
      double atLeast = Math.max(expected, 0.5 / hours);
      double chance = Poisson.atLeast(calls, atLeast);
      if ((double) calls >= 2 * expected && chance < CHANCE) {
        found.add(new View.Surprise(labels.text(label), calls, expected, chance, weeks));
      }
    }
    found.sort(
        Comparator.comparingDouble(View.Surprise::chance)
            .thenComparing(View.Surprise::calls, Comparator.reverseOrder()));
    return List.copyOf(found.subList(0, Math.min(MOST_SHOWN, found.size())));
  }
}
