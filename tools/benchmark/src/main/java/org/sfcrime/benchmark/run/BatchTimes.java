package org.sfcrime.benchmark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultColumn.Better;
import org.sfcrime.benchmark.report.Statistics;

/** Rows and durations of a run's batches that have rows, in order. */
public record BatchTimes(List<Batch> all) {
  public static final ResultColumn RATE = new ResultColumn("steady rows/s", 0, Better.HIGHER);

  /** Percentiles of the batch duration in milliseconds. */
  public static final ResultColumn P50 = new ResultColumn("batch ms p50", 0, Better.LOWER);

  public static final ResultColumn P95 = new ResultColumn("batch ms p95", 0, Better.LOWER);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The share of the rows that is warm-up, during which the JIT compiles. */
  private static final double WARM_UP = 0.2;

  /** The rows of a batch and its duration from trigger to commit. */
  public record Batch(long rows, double millis) {}

  public BatchTimes {
    all = List.copyOf(all);
  }

  /** Reads Spark's progress events, one per line. */
  static BatchTimes read(Path progress) throws IOException {
    List<Batch> batches = new ArrayList<>();
    for (String line : Files.readAllLines(progress)) {
      JsonNode event = JSON.readTree(line);
      long rows = event.required("numInputRows").longValue();
      if (rows > 0) {
        batches.add(
            new Batch(
                rows, event.required("durationMs").required("triggerExecution").doubleValue()));
      }
    }
    return new BatchTimes(batches);
  }

  private long rows() {
    return all.stream().mapToLong(Batch::rows).sum();
  }

  /** The batches that {@link #steady} keeps; all batches if it keeps none. */
  public BatchTimes steadyOrAll() {
    BatchTimes steady = steady();
    return steady.all.isEmpty() ? this : steady;
  }

  /** The batches after the warm-up, without a last batch of less than half the size. */
  public BatchTimes steady() {
    double warmUp = WARM_UP * rows();
    long before = 0;
    int first = 0;
    while (first < all.size() && before < warmUp) {
      before += all.get(first++).rows();
    }
    int end = all.size();
    if (end - first > 1 && all.get(end - 1).rows() < all.get(end - 2).rows() / 2) {
      end--;
    }
    return new BatchTimes(all.subList(first, end));
  }

  /**
   * The values of the columns {@link #RATE}, {@link #P50} and {@link #P95}; none without a batch.
   */
  public Map<String, Double> values() {
    if (all.isEmpty()) {
      return Map.of();
    }
    List<Double> millis = all.stream().map(Batch::millis).toList();
    double seconds = millis.stream().mapToDouble(Double::doubleValue).sum() / 1000;
    return Map.of(
        RATE.name(), rows() / seconds,
        P50.name(), Statistics.percentile(millis, 50),
        P95.name(), Statistics.percentile(millis, 95));
  }
}
