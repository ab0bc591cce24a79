package org.sfcrime.benchmark.report;

import java.util.Arrays;
import java.util.Collection;

/** Median and range of repeated runs. */
public record Statistics(double median, double least, double most, int runs) {
  /** Medians that differ by a smaller share are treated as equal. */
  public static final double NO_EFFECT = 0.03;

  public static Statistics of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("statistics need at least one run");
    }
    double[] sorted = sorted(values);
    return new Statistics(
        (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length);
  }

  /**
   * The smallest value that at least {@code percent} percent of the values do not exceed.
   *
   * @param percent greater than 0, at most 100
   */
  public static double percentile(Collection<Double> values, double percent) {
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

  /** Half the range, as a share of the median. */
  double spread() {
    return median == 0 ? 0 : (most - least) / 2 / Math.abs(median);
  }

  /** This median divided by the other. */
  public double ratioTo(Statistics other) {
    return median / other.median;
  }

  /** Whether the ranges do not overlap and the medians differ by 3 % or more. */
  public boolean differsFrom(Statistics other) {
    boolean apart = least > other.most || most < other.least;
    return apart && Math.abs(ratioTo(other) - 1) >= NO_EFFECT;
  }
}
