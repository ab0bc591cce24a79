package org.sfcrime.endtoend.faults.table;

import java.io.PrintStream;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** How often faults are injected, and when. */
public final class Faults {
  /**
   * {@code bin/fault-suite} sets {@code -Dsfcrime.faults=full}; without, the run is a short one.
   */
  public static final boolean FULL = "full".equals(System.getProperty("sfcrime.faults"));

  private static final String SEED_PROPERTY = "sfcrime.seed";
  private static final long SEED = announced(Long.getLong(SEED_PROPERTY, System.nanoTime()));

  private Faults() {}

  /** How often to inject; with 0 in the short run the test is skipped there. */
  public static int times(int shortRun, int fullRun) {
    Assumptions.assumeTrue(FULL || shortRun > 0, "only in bin/fault-suite");
    return FULL ? fullRun : shortRun;
  }

  /** For the moments: starts anew, with the run's seed, each time. */
  public static Random random() {
    return new Random(SEED);
  }

  /** For the messages of assertions: how to have the same moments again. */
  public static String seed() {
    return "-D" + SEED_PROPERTY + "=" + SEED;
  }

  private static long announced(long seed) {
    print(System.out, "faults: the moments of this run again: -D" + SEED_PROPERTY + "=" + seed);
    return seed;
  }

  private static void print(PrintStream out, String line) {
    out.println(line);
    out.flush();
  }
}
