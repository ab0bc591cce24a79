package org.sfcrime.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The job's record counts since its first start.
 *
 * @param replaced records that newer ones replaced; 0 without {@code --upsert}
 * @param late records older than the watermark
 * @param rejected records that are not valid calls
 * @param unmatched counted records whose disposition is not in the table
 * @param watermark the oldest event time still counted, or {@code none}
 */
public record JobProgress(
    long read,
    long counted,
    long replaced,
    long late,
    long rejected,
    long unmatched,
    String watermark) {
  private static final int LONGEST_LINE = 1 << 18;
  private static final ObjectMapper JSON = new ObjectMapper();

  public static JobProgress of(JsonNode counts) {
    return new JobProgress(
        counts.required("read").longValue(),
        counts.required("counted").longValue(),
        counts.path("replaced").longValue(),
        counts.required("late").longValue(),
        counts.required("rejected").longValue(),
        counts.required("unmatched").longValue(),
        counts.path("watermark").asText("none"));
  }

  /** Reads the last complete line of the job's progress file; empty before the first batch. */
  public static Optional<JobProgress> newest(Path file) throws IOException {
    Optional<String> line = lastLine(file);
    return line.isEmpty()
        ? Optional.empty()
        : Optional.of(of(JSON.readTree(line.get()).required("crimeCounts")));
  }

  /**
   * Reads the last line that ends in a line feed and is at most 256 KiB long; another process may
   * append to the file.
   *
   * @return empty if the file does not exist or has no such line
   */
  static Optional<String> lastLine(Path file) throws IOException {
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
