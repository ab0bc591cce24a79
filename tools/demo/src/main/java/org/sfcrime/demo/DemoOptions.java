package org.sfcrime.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the demo runs on.
 *
 * @param input the call file
 * @param out the folder for the results and the logs
 * @param pace the producer's flags that say how fast it sends
 * @param keep whether the broker's data and the checkpoint stay
 * @param dashboard whether a page shows the counts
 */
record DemoOptions(Path input, Path out, List<String> pace, boolean keep, boolean dashboard) {
  /** Fast enough not to bore, slow enough to see the counts grow. */
  private static final int SECONDS_TO_WATCH = 12;

  private static final int SLOWEST = 500;

  private static final int BYTES_A_CALL = 411;
  private static final int BYTES_A_CALL_GZIPPED = 25;
  private static final int SHORT_RUN_CALLS = 200_000;

  DemoOptions {
    if (!Files.exists(input)) {
      throw new IllegalArgumentException("--input (" + input + ") does not exist");
    }
    if (!Files.isRegularFile(input) || !Files.isReadable(input)) {
      throw new IllegalArgumentException(
          "--input (" + input + ") is not a file that can be read twice: consumer and producer do");
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out (" + out + ") is a file, not a directory");
    }
    input = input.toAbsolutePath();
    out = out.toAbsolutePath();
    pace = List.copyOf(pace);
  }

  Path countsFile() {
    return out.resolve("counts.csv");
  }

  Path reportFile() {
    return out.resolve("report.html");
  }

  Path logs() {
    return out.resolve("logs");
  }

  Path reconciliationFile() {
    return out.resolve("reconciliation.json");
  }

  /** Whether a minute will do. */
  boolean isShort() throws IOException {
    return calls(input) <= SHORT_RUN_CALLS;
  }

  /** About twelve seconds for the whole file. */
  static List<String> paceToWatch(Path input) throws IOException {
    long aSecond = Math.max(SLOWEST, calls(input) / SECONDS_TO_WATCH);
    return List.of("--throughput", Long.toString(aSecond));
  }

  /** About how many, judged by the file's size. */
  private static long calls(Path input) throws IOException {
    int bytesACall = input.toString().endsWith(".gz") ? BYTES_A_CALL_GZIPPED : BYTES_A_CALL;
    return Files.size(input) / bytesACall;
  }
}
