package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfcrime.endtoend.harness.Shell;
import org.sfcrime.processes.StartedProcess;

/** Measures the live objects in the job's heap several times; they must not keep growing. */
final class JobMemory {
  /** The last line of the histogram: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)$");

  private static final int MEASUREMENTS = 5;
  private static final int MOST_MEASUREMENTS = 40;
  private static final double MOST_GROWTH = 1.2;

  /** Compiled plans and metrics of the first batches, which do not depend on the data. */
  private static final long ALLOWANCE_BYTES = 24L << 20;

  private final StartedProcess job;
  private final List<Long> liveBytes = new ArrayList<>();

  JobMemory(StartedProcess job) {
    this.job = job;
  }

  /**
   * Runs a garbage collection several times and keeps the smallest result. Repeats more often if
   * the result is too high, because a running task holds pages of about 10 MB.
   */
  void measure() throws IOException, InterruptedException {
    long least = leastLiveBytes(job);
    for (int i = MEASUREMENTS; i < MOST_MEASUREMENTS && least > most(); i++) {
      least = Math.min(least, liveBytes(job));
    }
    liveBytes.add(least);
  }

  /** The limit: a fifth more than at the second measurement. */
  private double most() {
    return liveBytes.size() < 2
        ? Double.MAX_VALUE
        : liveBytes.get(1) * MOST_GROWTH + ALLOWANCE_BYTES;
  }

  /** Returns the smallest of several results, because a running task holds what it processes. */
  static long leastLiveBytes(StartedProcess program) throws IOException, InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MEASUREMENTS; i++) {
      least = Math.min(least, liveBytes(program));
    }
    return least;
  }

  /** Returns the size of the live objects of a Java program after a full garbage collection. */
  private static long liveBytes(StartedProcess program) throws IOException, InterruptedException {
    String text =
        Shell.run(List.of(Shell.jdkProgram("jcmd"), "" + program.pid(), "GC.class_histogram"));
    Matcher total = TOTAL.matcher(text);
    assertThat(total.find()).as(text).isTrue();
    return Long.parseLong(total.group(1));
  }

  /**
   * Checks that the size has not grown by more than a fifth since the second measurement. Before
   * that the job warms up: classes, compiled plans, Spark's records of the first batches.
   */
  void assertFlat() {
    assertThat(liveBytes.subList(2, liveBytes.size()))
        .as("live bytes of the job's heap, %s", liveBytes)
        .isNotEmpty()
        .allMatch(bytes -> bytes <= most());
  }
}
