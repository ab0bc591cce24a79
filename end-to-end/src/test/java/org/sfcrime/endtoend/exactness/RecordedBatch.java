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
 * What the job says of a batch in its ledger, and when Spark says it was.
 *
 * @param time as Spark's checkpoint has it
 * @param read of all partitions
 * @param late rows of the batch
 * @param offsets what it took of each partition
 */
public record RecordedBatch(
    long id, Instant time, long read, long late, Map<Integer, OffsetRange> offsets) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Offsets, the last one excluded. */
  record OffsetRange(long from, long until) {}

  /** All batches of a checkpoint, in their order. */
  public static List<RecordedBatch> readAll(Path checkpoint) throws IOException {
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

  /** The second line of Spark's file of a batch's offsets is about the batch. */
  private static Instant time(Path offsets) throws IOException {
    JsonNode batch = JSON.readTree(Files.readAllLines(offsets).get(1));
    return Instant.ofEpochMilli(batch.required("batchTimestampMs").longValue());
  }
}
