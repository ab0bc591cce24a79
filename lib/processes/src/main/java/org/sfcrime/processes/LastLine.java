package org.sfcrime.processes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the last complete line of a file to which another process appends. */
final class LastLine {
  private static final int LONGEST_LINE = 1 << 18;

  private LastLine() {}

  /**
   * Reads the last line that ends in a line feed and is at most 256 KiB long.
   *
   * @return empty if the file does not exist or has no such line
   */
  static Optional<String> of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long size = bytes.length(); // the file may grow while it is read
      byte[] end = new byte[(int) Math.min(size, LONGEST_LINE)];
      bytes.seek(size - end.length);
      bytes.readFully(end);
      String text = new String(end, StandardCharsets.UTF_8);
      int lineEnd = text.lastIndexOf('\n');
      return lineEnd < 0
          ? Optional.empty()
          : Optional.of(text.substring(text.lastIndexOf('\n', lineEnd - 1) + 1, lineEnd));
    }
  }
}
