package org.sfcrime.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far the job is, in rows since its beginning.
 *
 * @param read rows read
 * @param counted of them, in the counts
 * @param late of them, too late to be counted
 * @param rejected of them, not calls
 * @param unmatched of the counted, those whose disposition is not in the table
 * @param watermark the oldest event time still counted, or {@code none}
 */
record JobProgress(
    long read, long counted, long late, long rejected, long unmatched, String watermark) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 1 << 18;

  static JobProgress of(JsonNode counts) {
    return new JobProgress(
        counts.required("read").longValue(),
        counts.required("counted").longValue(),
        counts.required("late").longValue(),
        counts.required("rejected").longValue(),
        counts.required("unmatched").longValue(),
        counts.path("watermark").asText("none"));
  }

  /** The newest whole line of the job's progress file; none before the first batch. */
  static Optional<JobProgress> newest(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String end = end(file);
    int lineEnd = end.lastIndexOf('\n');
    if (lineEnd < 0) {
      return Optional.empty();
    }
    String line = end.substring(end.lastIndexOf('\n', lineEnd - 1) + 1, lineEnd);
    return Optional.of(of(JSON.readTree(line).required("crimeCounts")));
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
