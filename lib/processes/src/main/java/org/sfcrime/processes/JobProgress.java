package org.sfcrime.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The job's record counts since its first start.
 *
 * @param late records older than the watermark
 * @param rejected records that are not valid calls
 * @param unmatched counted records whose disposition is not in the table
 * @param watermark the oldest event time still counted, or {@code none}
 */
public record JobProgress(
    long read, long counted, long late, long rejected, long unmatched, String watermark) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static JobProgress of(JsonNode counts) {
    return new JobProgress(
        counts.required("read").longValue(),
        counts.required("counted").longValue(),
        counts.required("late").longValue(),
        counts.required("rejected").longValue(),
        counts.required("unmatched").longValue(),
        counts.path("watermark").asText("none"));
  }

  /** Reads the last complete line of the job's progress file; empty before the first batch. */
  public static Optional<JobProgress> newest(Path file) throws IOException {
    Optional<String> line = LastLine.of(file);
    return line.isEmpty()
        ? Optional.empty()
        : Optional.of(of(JSON.readTree(line.get()).required("crimeCounts")));
  }
}
