package org.sfcrime.dashboard.view;

/** How likely so many events are. */
final class Poisson {
  private Poisson() {}

  /** The chance of {@code events} or more where {@code expected} are expected. */
  static double atLeast(long events, double expected) {
    if (events <= 0) {
      return 1;
    }
    if (expected <= 0) {
      return 0;
    }
    // The upper tail itself, from its largest term on: 1 - lower tail would be rounding errors.
    double term = Math.exp((double) events * Math.log(expected) - expected - logFactorial(events));
    double sum = 0;
    for (long k = events; term > 1e-300 && ((double) k <= expected || term > sum * 1e-12); k++) {
      sum += term;
      term *= expected / (double) (k + 1);
    }
    return Math.min(1, sum);
  }

  private static double logFactorial(long n) {
    double sum = 0;
    for (long k = 2; k <= n; k++) {
      sum += Math.log((double) k);
    }
    return sum;
  }
}
