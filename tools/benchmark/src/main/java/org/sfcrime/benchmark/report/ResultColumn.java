package org.sfcrime.benchmark.report;

/**
 * A measured value of each run.
 *
 * @param name name with unit, the column's heading
 * @param decimals decimals shown
 * @param better which values are better; {@link Better#NEITHER} shows no ratio
 */
public record ResultColumn(String name, int decimals, Better better) {
  /** The direction of improvement. */
  public enum Better {
    HIGHER,
    LOWER,
    NEITHER
  }

  public ResultColumn withoutRatio() {
    return new ResultColumn(name, decimals, Better.NEITHER);
  }

  /** The ratio of the medians; above 1 if the first is better. */
  double advantage(Statistics first, Statistics second) {
    return better == Better.LOWER ? second.ratioTo(first) : first.ratioTo(second);
  }
}
