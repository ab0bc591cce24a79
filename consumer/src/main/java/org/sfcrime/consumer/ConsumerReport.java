package org.sfcrime.consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.WholeFile;
import org.sfcrime.consumer.verify.Difference;
import org.sfcrime.consumer.verify.Differences;
import org.sfcrime.consumer.verify.Verifier;

/**
 * Writes the results of a run as one JSON object, in which values that were not checked are null.
 */
final class ConsumerReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConsumerReport() {}

  /**
   * Writes the report to a file.
   *
   * @throws CommandException if the report cannot be written
   */
  static void write(Path file, Result result) {
    try {
      WholeFile.write(file, toJson(result).toPrettyString() + "\n");
    } catch (IOException e) {
      throw new CommandException("cannot write --report " + file + ": " + ExceptionText.of(e), e);
    }
  }

  static ObjectNode toJson(Result result) {
    Verifier verifier = result.verifier();
    Differences differences = verifier.differences();
    boolean compares = verifier.hasExpectedCalls();
    long consumed = result.throughput().records();
    Optional<Long> count = result.options().expected().count();
    Optional<Long> missingOfCount = count.map(expected -> Math.max(0, expected - consumed));
    ObjectNode report = JSON.createObjectNode();
    report.put("program", "consumer");
    report.put("topic", result.options().topic());
    report.put("consumed", consumed);
    report.put("ids_seen_twice", verifier.checksIds() ? verifier.table().idsSeenTwice() : null);
    report.put("expected", compares ? (Long) verifier.expected() : count.orElse(null));
    report.put(
        "missing",
        compares ? (Long) differences.count(Difference.MISSING) : missingOfCount.orElse(null));
    report.put("duplicates", compares ? differences.count(Difference.DUPLICATE) : null);
    report.put("unexpected", compares ? differences.count(Difference.UNEXPECTED) : null);
    report.put("altered", compares ? differences.count(Difference.ALTERED) : null);
    report.put("malformed", verifier.checksIds() ? differences.count(Difference.MALFORMED) : null);
    report.put("elapsed_ms", result.throughput().elapsedMillis());
    report.put("records_per_second", rounded(result.throughput().recordsPerSecond()));
    report.put("mb_per_second", rounded(result.throughput().megabytesPerSecond()));
    ArrayNode partitions = report.putArray("partitions");
    result.partitions().forEach(partition -> partitions.add(toJson(partition)));
    report.put("expectations_hold", result.hasExpectations() ? result.expectationsHold() : null);
    report.put("interrupted", result.interrupted());
    return report;
  }

  private static ObjectNode toJson(PartitionProgress partition) {
    ObjectNode node = JSON.createObjectNode();
    node.put("partition", partition.partition);
    node.put("records", partition.records);
    node.put("first_offset", known(partition.firstOffset));
    node.put("last_offset", known(partition.lastOffset));
    node.put("end_offset", known(partition.endOffset));
    node.put("lag", known(partition.lag()));
    return node;
  }

  private static Long known(long number) {
    return number == PartitionProgress.NONE ? null : (Long) number;
  }

  private static double rounded(double number) {
    return Math.round(number * 1000) / 1000.0;
  }
}
