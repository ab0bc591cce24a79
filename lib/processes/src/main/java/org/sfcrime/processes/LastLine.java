package org.sfcrime.processes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The newest whole line of a file that a running program appends lines to. */
public final class LastLine {
  private static final int LONGEST_LINE = 1 << 18;

  private LastLine() {}

  /**
   * The line without its line feed, if it is no longer than 256 KiB.
   *
   * @return none while there is no file or no whole line
   */
  public static Optional<String> of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String end = end(file);
    int lineEnd = end.lastIndexOf('\n');
    if (lineEnd < 0) {
      return Optional.empty();
    }
    return Optional.of(end.substring(end.lastIndexOf('\n', lineEnd - 1) + 1, lineEnd));
  }

  /** Only the end is read: a long run's file is long too. The file may grow meanwhile. */
  private static String end(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long size = bytes.length();
      byte[] end = new byte[(int) Math.min(size, LONGEST_LINE)];
      bytes.seek(size - end.length);
      bytes.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    }
  }
}
