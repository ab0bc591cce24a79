package org.sfcrime.dashboard.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.sfcrime.dashboard.counts.Dictionary;

/**
 * Finds the types with far more calls in the last hour than expected.
 *
 * <p>The expected number is a weighted mean: the type's calls in the same hour of earlier weeks,
 * where each week has 0.8 times the weight of the week after, and the type's mean of all earlier
 * hours, which has the weight of one week and dominates when there is little history. A type is
 * unusual if it has at least {@value #MIN_CALLS} calls and at least twice as many as expected, and
 * if a Poisson variable with the expected mean is as high with a probability below 1 in 1,000.
 */
final class Baseline {
  static final int WEEKS = 12;
  static final double WEIGHT = 0.8;
  static final int MIN_CALLS = 3;
  static final double CHANCE = 0.001;
  static final long HOUR = 3_600_000;
  private static final int MIN_HISTORY_HOURS = 24;
  private static final int MAX_SHOWN = 8;

  private Baseline() {}

  /**
   * Returns the age of a window in weeks, if it is in the same hour of the week as the last hour;
   * otherwise -1.
   */
  static int week(long start, long now) {
    long hoursAgo = Math.floorDiv(now - 1 - start, HOUR);
    boolean isSameHour = hoursAgo >= 0 && hoursAgo % 168 == 0 && hoursAgo / 168 <= WEEKS;
    return isSameHour ? (int) (hoursAgo / 168) : -1;
  }

  /**
   * The hours that have calls of any type. An hour without calls counts as missing data.
   *
   * @param weeks whether the same hour has calls, by weeks before; the last hour itself is first
   * @param hours the number of hours with calls before the last hour
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record History(boolean[] weeks, int hours) {
    boolean isEnough() {
      return hours >= MIN_HISTORY_HOURS;
    }

    int weeksBefore() {
      return (int) IntStream.range(1, weeks.length).filter(week -> weeks[week]).count();
    }
  }

  /**
   * Returns the number of calls expected in the last hour.
   *
   * @param byWeek the calls of the same hour by weeks before, the last hour first
   * @param weeks whether the data have the hour, by weeks before
   * @param meanPerHour the mean number of calls of all earlier hours
   */
  static double expected(long[] byWeek, boolean[] weeks, double meanPerHour) {
    double calls = meanPerHour;
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

  /** Returns the probability of {@code calls} or more where {@code mean} are expected. */
  static double chance(long calls, double mean) {
    int below = (int) Math.min(calls - 1, Integer.MAX_VALUE);
    return PoissonDistribution.of(mean).survivalProbability(below);
  }

  /**
   * Returns the unusual types, the least likely first.
   *
   * @param byWeek by label: the calls of the same hour by weeks before; null for none
   * @param earlier by label: the calls of all hours before the last
   */
  static List<View.Surprise> surprises(
      Dictionary<String> labels, long[][] byWeek, long[] earlier, History history) {
    List<View.Surprise> found = new ArrayList<>();
    if (!history.isEnough()) {
      return found;
    }
    int weeks = history.weeksBefore();
    double hours = history.hours();
    for (int label = 0; label < byWeek.length; label++) {
      long calls = byWeek[label] == null ? 0 : byWeek[label][0];
      if (calls < MIN_CALLS) {
        continue;
      }
      double expected = expected(byWeek[label], history.weeks(), earlier[label] / hours);
      // For a type without earlier calls: half a call in the whole history.
      double mean = Math.max(expected, 0.5 / hours);
      double chance = chance(calls, mean);
      if ((double) calls >= 2 * expected && chance < CHANCE) {
        found.add(new View.Surprise(labels.get(label), calls, expected, chance, weeks));
      }
    }
    found.sort(
        Comparator.comparingDouble(View.Surprise::chance)
            .thenComparing(View.Surprise::calls, Comparator.reverseOrder()));
    return List.copyOf(found.subList(0, Math.min(MAX_SHOWN, found.size())));
  }
}
