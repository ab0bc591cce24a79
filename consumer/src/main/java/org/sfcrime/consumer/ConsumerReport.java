package org.sfcrime.consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfcrime.commandline.WholeFile;

/**
 * Writes the results of a run as one JSON object, in which values that were not checked are null.
 */
final class ConsumerReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIGURES =
      List.of(
          "ids_seen_twice",
          "expected",
          "missing",
          "duplicates",
          "unexpected",
          "altered",
          "malformed");

  private ConsumerReport() {}

  static void write(Path file, Result result) {
    WholeFile.write(file, toJson(result).toPrettyString() + "\n");
  }

  private static ObjectNode toJson(Result result) {
    Map<String, Long> figures = result.verifier().figures();
    long consumed = result.throughput().records();
    ObjectNode report = JSON.createObjectNode();
    report.put("program", "consumer");
    report.put("topic", result.options().topic());
    report.put("consumed", consumed);
    FIGURES.forEach(name -> report.put(name, figures.get(name)));
    if (!result.verifier().hasExpectedCalls()) {
      Optional<Long> count = result.options().expected().count();
      report.put("expected", count.orElse(null));
      report.put("missing", count.map(expected -> Math.max(0, expected - consumed)).orElse(null));
    }
    report.put("elapsed_ms", result.throughput().elapsedMillis());
    report.put("records_per_second", rounded(result.throughput().recordsPerSecond()));
    report.put("mb_per_second", rounded(result.throughput().megabytesPerSecond()));
    ArrayNode partitions = report.putArray("partitions");
    result.partitions().forEach(partition -> partitions.addPOJO(partition.figures()));
    report.put("expectations_hold", result.hasExpectations() ? result.expectationsHold() : null);
    report.put("interrupted", result.interrupted());
    return report;
  }

  private static double rounded(double number) {
    return Math.round(number * 1000) / 1000.0;
  }
}
