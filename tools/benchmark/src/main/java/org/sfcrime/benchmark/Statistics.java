package org.sfcrime.benchmark;

import java.util.Arrays;
import java.util.Collection;

/**
 * What is said of repeated runs: the median, and between which values they lie.
 *
 * @param median of an even number of runs the middle of the middle two
 */
record Statistics(double median, double least, double most, int runs) {
  /** Medians that are nearer to each other than this are the same. */
  static final double NO_EFFECT = 0.03;

  static Statistics of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there is no run to say something of");
    }
    double[] sorted = sorted(values);
    return new Statistics(
        (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length);
  }

  /**
   * The smallest value that at least so many percent are not above.
   *
   * @param percent more than 0, at most 100
   */
  static double percentile(Collection<Double> values, double percent) {
    if (values.isEmpty() || percent <= 0 || percent > 100) {
      throw new IllegalArgumentException(
          "no %s th percentile of %d values".formatted(percent, values.size()));
    }
    double[] sorted = sorted(values);
    return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
  }

  private static double[] sorted(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Half of what the runs lie apart, as a share of the median. */
  double spread() {
    return median == 0 ? 0 : (most - least) / 2 / Math.abs(median);
  }

  /** How many times the other's median this one is. */
  double ratioTo(Statistics other) {
    return median / other.median;
  }

  /**
   * Whether what separates two settings is more than what separates the runs of one: their ranges
   * do not overlap, and the medians differ by 3 % or more.
   */
  boolean differsFrom(Statistics other) {
    boolean apart = least > other.most || most < other.least;
    return apart && Math.abs(ratioTo(other) - 1) >= NO_EFFECT;
  }
}
