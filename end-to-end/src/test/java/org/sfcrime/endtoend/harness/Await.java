package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Waits for conditions, with a bound. */
public final class Await {
  /** The longest recovery from a fault, and the bound of {@link #until}. */
  public static final Duration RECOVERY = Duration.ofMinutes(2);

  private static final Duration READ = Duration.ofMinutes(10);

  private Await() {}

  /** Polls a condition every millisecond, and returns how long it took to become true. */
  public static Duration until(String condition, Callable<Boolean> isTrue) {
    long startNanos = System.nanoTime();
    await(condition)
        .atMost(RECOVERY)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .pollInSameThread()
        .until(isTrue);
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Waits until a running job has read a number of records; fails if the job ends first. */
  public static void recordsRead(StartedProcess job, Programs programs, long records) {
    await("%,d records read".formatted(records))
        .atMost(READ)
        .failFast(() -> assertThat(job.exitCode()).as(() -> job.failure().getMessage()).isEmpty())
        .until(() -> recordsRead(programs) >= records);
  }

  /** Returns how many records the job has read; 0 before its first batch. */
  public static long recordsRead(Programs programs) throws IOException {
    return JobProgress.newest(programs.progress()).map(JobProgress::read).orElse(0L);
  }
}
