package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfcrime.processes.StartedProcess;

/** What is alive in the job's heap: looked at now and then, it must stay as much. */
public final class JobMemory {
  /** The histogram's last line: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)$");

  private static final int LOOKS = 5;
  private static final int MOST_LOOKS = 40;
  private static final double MOST_GROWTH = 1.2;

  /** Compiled plans and metrics of the first batches are not the data's. */
  private static final long ALLOWANCE_BYTES = 24L << 20;

  private final StartedProcess job;
  private final List<Long> liveBytes = new ArrayList<>();

  public JobMemory(StartedProcess job) {
    this.job = job;
  }

  /**
   * Has the JVM collect its garbage, and notes what is left: the least of some looks, and of more
   * where that is too much, for a task at work holds pages of some 10 MB.
   */
  public void look() throws IOException, InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < LOOKS || (i < MOST_LOOKS && least > most()); i++) {
      least = Math.min(least, live());
    }
    liveBytes.add(least);
  }

  /** A fifth more than at the second look. */
  private double most() {
    return liveBytes.size() < 2
        ? Double.MAX_VALUE
        : liveBytes.get(1) * MOST_GROWTH + ALLOWANCE_BYTES;
  }

  private long live() throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(job.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text =
        new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(histogram.waitFor()).as("jcmd's exit code: %s", text).isZero();
    Matcher total = TOTAL.matcher(text);
    assertThat(total.find()).as(text).isTrue();
    return Long.parseLong(total.group(1));
  }

  /**
   * From the second look to a later one it has not grown by more than a fifth; until the second the
   * job warms up: classes, compiled plans, what Spark keeps of its first batches.
   */
  public void assertFlat() {
    assertThat(liveBytes.subList(2, liveBytes.size()))
        .as("live bytes of the job's heap, %s", liveBytes)
        .isNotEmpty()
        .allMatch(bytes -> bytes <= most());
  }
}
