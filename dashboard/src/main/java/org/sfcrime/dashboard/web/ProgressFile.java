package org.sfcrime.dashboard.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the newest line of the job's {@code --progress-json} file. */
public final class ProgressFile {
  /**
   * The job's newest batch, from its progress file.
   *
   * @param rowsPerSecond the processing rate of the batch
   * @param lag the records in the topic that no batch has read yet
   * @param watermark windows that end before the watermark are closed; {@code none} before the
   *     first batch
   * @param writtenMillis the time when the job wrote the line, in milliseconds since 1970
   */
  record Health(
      long batch,
      double rowsPerSecond,
      long batchMillis,
      long lag,
      String watermark,
      Totals totals,
      long writtenMillis) {

    /** Rows since the start of the checkpoint. */
    record Totals(
        long read, long counted, long late, long replaced, long rejected, long unmatched) {}
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 1 << 17;

  private final Path file;
  private long seenMillis = -1;
  private long seenBytes = -1;
  private Optional<Health> newest = Optional.empty();

  public ProgressFile(Path file) {
    this.file = file;
  }

  /** Returns the newest batch; empty before the first batch and until the file can be read. */
  synchronized Optional<Health> newest() {
    try {
      long millis = Files.getLastModifiedTime(file).toMillis();
      long bytes = Files.size(file);
      if (millis != seenMillis || bytes != seenBytes) {
        newest = read(millis).or(() -> newest);
        seenMillis = millis;
        seenBytes = bytes;
      }
    } catch (IOException e) {
      // The file does not exist yet, or cannot be read now.
    }
    return newest;
  }

  private Optional<Health> read(long millis) throws IOException {
    String end = end();
    int lineEnd = end.lastIndexOf('\n');
    if (lineEnd < 0) {
      return Optional.empty();
    }
    return Optional.of(
        health(
            JSON.readTree(end.substring(end.lastIndexOf('\n', lineEnd - 1) + 1, lineEnd)), millis));
  }

  static Health health(JsonNode line, long millis) {
    JsonNode counts = line.path("crimeCounts");
    long lag = 0;
    for (JsonNode source : line.path("sources")) {
      lag += source.path("metrics").path("maxOffsetsBehindLatest").asLong(0);
    }
    return new Health(
        line.path("batchId").asLong(),
        line.path("processedRowsPerSecond").asDouble(0),
        line.path("durationMs").path("triggerExecution").asLong(),
        lag,
        counts.path("watermark").asText("none"),
        new Health.Totals(
            counts.path("read").asLong(),
            counts.path("counted").asLong(),
            counts.path("late").asLong(),
            counts.path("replaced").asLong(),
            counts.path("rejected").asLong(),
            counts.path("unmatched").asLong()),
        millis);
  }

  private String end() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long size = bytes.length();
      byte[] end = new byte[(int) Math.min(size, LONGEST_LINE)];
      bytes.seek(size - end.length);
      bytes.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    }
  }
}
