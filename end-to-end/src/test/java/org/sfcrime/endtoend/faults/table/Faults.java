package org.sfcrime.endtoend.faults.table;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** How often and when faults are injected. */
public final class Faults {
  /**
   * True in {@code bin/fault-suite}, which sets {@code -Dsfcrime.faults=full}; false in the short
   * run of {@code mvn verify}.
   */
  public static final boolean FULL = "full".equals(System.getProperty("sfcrime.faults"));

  private static final String SEED_PROPERTY = "sfcrime.seed";
  private static final long SEED = announced(Long.getLong(SEED_PROPERTY, System.nanoTime()));

  private Faults() {}

  /** Returns how often to inject; the short run skips a test whose number is 0 there. */
  public static int times(int shortRun, int fullRun) {
    Assumptions.assumeTrue(FULL || shortRun > 0, "only in bin/fault-suite");
    return FULL ? fullRun : shortRun;
  }

  /** Skips a test in the short run. */
  public static void onlyInTheFullRun() {
    times(0, 1);
  }

  /** Returns a limit; in the short run, two test classes share the machine. */
  public static Duration limit(int secondsInTheFullRun) {
    return Duration.ofSeconds(FULL ? secondsInTheFullRun : 4L * secondsInTheFullRun);
  }

  /** A new generator with the run's seed, for the moments of the faults. */
  public static Random random() {
    return new Random(SEED);
  }

  /** The property that repeats the run's moments, for the messages of assertions. */
  public static String seed() {
    return "-D" + SEED_PROPERTY + "=" + SEED;
  }

  private static long announced(long seed) {
    print(System.out, "faults: to repeat the moments of this run: -D" + SEED_PROPERTY + "=" + seed);
    return seed;
  }

  private static void print(PrintStream out, String line) {
    out.println(line);
    out.flush();
  }
}
