package org.sfcrime.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;

/**
 * The options of a demo.
 *
 * @param out the directory for results and logs
 * @param pace the producer's flags for its rate
 */
record DemoOptions(Path input, Path out, List<String> pace, boolean dashboard) {
  /** Long enough to see the counts grow. */
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
          "--input (%s) is not a regular, readable file: producer and consumer both read the file"
              .formatted(input));
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out (" + out + ") is a file, not a directory");
    }
    input = input.toAbsolutePath();
    out = out.toAbsolutePath();
    pace = List.copyOf(pace);
  }

  /**
   * Reads the input up to its first accepted call.
   *
   * @throws CommandException if the input is not a call file, or has no accepted call
   */
  void requireCall() throws IOException {
    RejectionReason first = null;
    try (CallFile file = CallFile.open(input.toString(), false)) {
      CallCursor calls = file.calls(InstantSource.system(), Long.MAX_VALUE);
      while (calls.next()) {
        if (calls.rejection() == null) {
          return;
        }
        first = first == null ? calls.rejection() : first;
      }
    }
    throw new CommandException(
        CallFile.noAcceptedCall(input.toString(), EventTimeRange.ALL, first));
  }

  /**
   * Locks the output directory, until the channel is closed or this process ends. Another demo
   * would delete the results and the logs of this one.
   *
   * @throws CommandException if another demo has locked the directory, or it cannot be written
   */
  FileChannel lockOut() {
    String problem;
    try {
      Files.createDirectories(out);
      FileChannel channel =
          FileChannel.open(
              out.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return channel;
      }
      channel.close();
      problem = "another demo writes to it";
    } catch (IOException e) {
      problem = ExceptionText.of(e);
    }
    throw new CommandException(
        "cannot use %s: %s; choose another directory with --out".formatted(out, problem));
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

  /** Whether the run takes about a minute. */
  boolean isShort() throws IOException {
    return calls(input) <= SHORT_RUN_CALLS;
  }

  /** A rate that publishes the file in about twelve seconds. */
  static List<String> paceToWatch(Path input) throws IOException {
    long aSecond = Math.max(SLOWEST, calls(input) / SECONDS_TO_WATCH);
    return List.of("--throughput", Long.toString(aSecond));
  }

  /** An estimate by the file's size. */
  private static long calls(Path input) throws IOException {
    boolean isCompressed = input.toString().matches(".*\\.(gz|zip)");
    return Files.size(input) / (isCompressed ? BYTES_A_CALL_GZIPPED : BYTES_A_CALL);
  }
}
