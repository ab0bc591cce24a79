package org.sfcrime.processes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the last complete line of a file to which another process appends. */
public final class LastLine {
  private static final int LONGEST_LINE = 1 << 18;

  private LastLine() {}

  /**
   * Reads the last line that ends in a line feed and is at most 256 KiB long.
   *
   * @return empty if the file does not exist or has no such line
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

  /** Reads at most 256 KiB: the file of a long run is large, and may grow while it is read. */
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
