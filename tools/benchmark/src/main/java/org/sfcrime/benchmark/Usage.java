package org.sfcrime.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has used so far, its ended children included; where the system tells it: on Linux.
 *
 * @param cpuSeconds user and system time
 * @param peakMegabytes the most that it had in memory at once (VmHWM)
 */
record Usage(double cpuSeconds, double peakMegabytes) {
  private static final double TICKS_A_SECOND = 100;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Before user and system time of itself and of its children come 11 others. */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  /** None where the system does not tell, or the process has ended. */
  static Optional<Usage> of(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      return parse(
          Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1),
          Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** From the two files; the status of a process that has just ended names no memory. */
  static Optional<Usage> parse(String stat, String status) {
    Matcher peak = PEAK.matcher(status);
    if (!peak.find()) {
      return Optional.empty();
    }
    // The program's name is in brackets and may have blanks in it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = 0;
    for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return Optional.of(
        new Usage(ticks / TICKS_A_SECOND, Long.parseLong(peak.group(1)) * 1024 / 1e6));
  }
}
