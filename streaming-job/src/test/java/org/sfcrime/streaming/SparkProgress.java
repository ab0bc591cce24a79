package org.sfcrime.streaming;

import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.streaming.SinkProgress;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Spark's progress of a batch with the id 7 on the topic {@code calls}. */
public final class SparkProgress {
  private SparkProgress() {}

  public static StreamingQueryProgress of(double rowsPerSecond) {
    SourceProgress source =
        new SourceProgress(
            "kafka",
            "{}",
            "{\"calls\":{\"0\":2,\"1\":3}}",
            "{\"calls\":{\"0\":10,\"1\":4}}",
            5,
            rowsPerSecond,
            8.0,
            Map.of());
    return new StreamingQueryProgress(
        UUID.randomUUID(),
        UUID.randomUUID(),
        null,
        "2026-01-02T03:04:05.678Z",
        7,
        620,
        Map.of("triggerExecution", 620L),
        Map.of(),
        new StateOperatorProgress[0],
        new SourceProgress[] {source},
        new SinkProgress("batches"),
        Map.of());
  }
}
