package org.sfcrime.benchmark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resources that a process has used, including its ended children; 0 except on Linux.
 *
 * @param cpuSeconds user and system time
 * @param peakMegabytes peak resident memory (VmHWM)
 */
public record ProcessUsage(double cpuSeconds, double peakMegabytes) {
  private static final double TICKS_A_SECOND = 100;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Empty if the process has ended or the system is not Linux. */
  static Optional<ProcessUsage> of(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      return parse(
          Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1),
          Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** Parses the two files; returns empty for an ended process, whose status has no memory. */
  static Optional<ProcessUsage> parse(String stat, String status) {
    Matcher peak = PEAK.matcher(status);
    if (!peak.find()) {
      return Optional.empty();
    }
    // The program's name is in brackets and may contain spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    // Four times: user and system time of the process and of its children.
    double ticks = Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
    return Optional.of(
        new ProcessUsage(ticks / TICKS_A_SECOND, Long.parseLong(peak.group(1)) * 1024 / 1e6));
  }
}
