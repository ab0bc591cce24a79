package org.sfcrime.endtoend;

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
 */
record DemoOptions(Path input, Path out, List<String> pace, boolean keep) {
  /** Fast enough not to bore, slow enough to see the counts grow. */
  private static final int SECONDS_TO_WATCH = 12;

  private static final int BYTES_A_CALL = 411;
  private static final int COMPRESSION = 17;

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

  /** About twelve seconds for the whole file, judged by its size. */
  static List<String> paceToWatch(Path input, long bytes) {
    long calls = bytes / BYTES_A_CALL * (input.toString().endsWith(".gz") ? COMPRESSION : 1);
    return List.of("--throughput", Long.toString(Math.max(500, calls / SECONDS_TO_WATCH)));
  }
}
