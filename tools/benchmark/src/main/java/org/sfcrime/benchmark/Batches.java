package org.sfcrime.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The batches of a run, from Spark's progress events, one a line.
 *
 * @param all in order, those without rows left out
 */
record Batches(List<Batch> all) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the rows: what the JIT compiles in the meantime is compiled. */
  private static final double WARM_UP = 0.2;

  /** The rows of a batch, and how long it took from its trigger to its commit. */
  record Batch(long rows, double millis) {
    double rowsPerSecond() {
      return rows / (millis / 1000);
    }
  }

  Batches {
    all = List.copyOf(all);
  }

  static Batches read(Path progress) throws IOException {
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
    return new Batches(batches);
  }

  long rows() {
    return all.stream().mapToLong(Batch::rows).sum();
  }

  /**
   * Without the first ones, with a fifth of the rows or more, and without a last one that has only
   * what was left over; none if there is but one batch.
   */
  Batches steady() {
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
    return new Batches(all.subList(first, end));
  }

  /** None if there is no batch. */
  Optional<Double> rowsPerSecond() {
    double millis = all.stream().mapToDouble(Batch::millis).sum();
    return all.isEmpty() ? Optional.empty() : Optional.of(rows() / (millis / 1000));
  }

  /** A batch's duration that so many percent of them do not exceed; none if there is no batch. */
  Optional<Double> millis(double percent) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(Statistics.percentile(all.stream().map(Batch::millis).toList(), percent));
  }
}
