package org.sfcrime.endtoend.exactness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sfcrime.endtoend.harness.LedgerLines;

/**
 * A batch in the job's ledger, and its time in Spark's checkpoint.
 *
 * @param time the batch time in Spark's checkpoint
 * @param read records read from all partitions
 * @param late late calls of the batch
 * @param offsets the offsets that the batch read, by partition
 */
record RecordedBatch(
    long id, Instant time, long read, long late, Map<Integer, OffsetRange> offsets) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A range of offsets; {@code until} is exclusive. */
  record OffsetRange(long from, long until) {}

  /** All batches of a checkpoint, in order. */
  static List<RecordedBatch> readAll(Path checkpoint) throws IOException {
    List<RecordedBatch> batches = new ArrayList<>();
    for (JsonNode line : LedgerLines.of(checkpoint).lines()) {
      batches.add(of(line, checkpoint));
    }
    return batches;
  }

  private static RecordedBatch of(JsonNode line, Path checkpoint) throws IOException {
    long id = line.required("batch").longValue();
    Map<Integer, OffsetRange> offsets = new TreeMap<>();
    for (Map.Entry<String, JsonNode> range : line.required("offsets").properties()) {
      offsets.put(
          Integer.valueOf(range.getKey()),
          new OffsetRange(
              range.getValue().required("from").longValue(),
              range.getValue().required("until").longValue()));
    }
    JsonNode rows = line.required("rows");
    return new RecordedBatch(
        id,
        time(checkpoint.resolve("offsets/" + id)),
        rows.required("read").longValue(),
        rows.required("late").longValue(),
        offsets);
  }

  /** The second line of Spark's offsets file has the batch's metadata. */
  private static Instant time(Path offsets) throws IOException {
    JsonNode batch = JSON.readTree(Files.readAllLines(offsets).get(1));
    return Instant.ofEpochMilli(batch.required("batchTimestampMs").longValue());
  }
}
