package org.sfcrime.benchmark;

/**
 * Something that each run of a section has a value of.
 *
 * @param name with its unit, as the table has it
 * @param decimals shown
 * @param better which values are better, for the ratios
 */
record Metric(String name, int decimals, Better better) {
  /** {@link #NEITHER} has no ratio. */
  enum Better {
    HIGHER,
    LOWER,
    NEITHER
  }

  static Metric higher(String name, int decimals) {
    return new Metric(name, decimals, Better.HIGHER);
  }

  static Metric lower(String name, int decimals) {
    return new Metric(name, decimals, Better.LOWER);
  }

  static Metric plain(String name, int decimals) {
    return new Metric(name, decimals, Better.NEITHER);
  }

  /** How many times better the first is. */
  double advantage(Statistics first, Statistics second) {
    return better == Better.LOWER ? second.ratioTo(first) : first.ratioTo(second);
  }
}
