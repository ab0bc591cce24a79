package org.sfcrime.consumer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sfcrime.commandline.Color;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.verify.CallTable;
import org.sfcrime.consumer.verify.Difference;
import org.sfcrime.consumer.verify.Differences;
import org.sfcrime.consumer.verify.Verifier;

/** Prints the summary at the end of a run. */
final class ConsumerSummary {
  private static final int ROW_WIDTH = 9 + 5 * 14;
  private static final Set<String> NARROW_ROW = Set.of("partition", "records", "lag");
  private static final List<Difference> KINDS =
      List.of(Difference.MISSING, Difference.DUPLICATE, Difference.UNEXPECTED, Difference.ALTERED);

  private ConsumerSummary() {}

  /**
   * Prints the summary. On a terminal with few columns, the table has fewer columns too, and the
   * sentences are wrapped.
   */
  static void print(Result result, int terminalColumns, StatusLines status) {
    Throughput throughput = result.throughput();
    status.sayWrapped(
        terminalColumns,
        "%,d records in %,.2f s, %,.0f records/s, %,.2f MB/s",
        throughput.records(),
        throughput.elapsedMillis() / 1000.0,
        throughput.recordsPerSecond(),
        throughput.megabytesPerSecond());
    partitions(result.partitions(), terminalColumns < ROW_WIDTH, status);
    Verifier verifier = result.verifier();
    if (verifier.checksIds()) {
      CallTable table = verifier.table();
      status.say(
          "ids seen twice: %,d%s",
          table.idsSeenTwice(),
          table.isFull() ? String.format(Locale.ROOT, " (among %,d ids)", table.size()) : "");
      list(Difference.MALFORMED, verifier.differences(), status);
    }
    result
        .options()
        .expected()
        .count()
        .ifPresent(
            count ->
                status.sayWrapped(
                    terminalColumns,
                    result.countHolds()
                        ? "expected %,d records: all arrived"
                        : "expected %,d records: %,d arrived",
                    count,
                    throughput.records()));
    if (verifier.hasExpectedCalls()) {
      verdict(verifier, terminalColumns, status);
    }
  }

  private static void partitions(
      List<PartitionProgress> partitions, boolean isNarrow, StatusLines status) {
    if (partitions.isEmpty()) {
      return;
    }
    List<String> names =
        partitions.get(0).figures().keySet().stream()
            .filter(name -> !isNarrow || NARROW_ROW.contains(name))
            .toList();
    String row = "%9s" + "%14s".repeat(names.size() - 1);
    status.say(row, names.stream().map(name -> name.replace('_', ' ')).toArray());
    for (PartitionProgress partition : partitions) {
      Map<String, Long> figures = partition.figures();
      status.say(row, names.stream().map(name -> number(figures.get(name))).toArray());
    }
  }

  private static String number(Long number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%,d", number);
  }

  private static void verdict(Verifier verifier, int terminalColumns, StatusLines status) {
    if (verifier.withoutKey() > 0) {
      status.sayWrapped(
          terminalColumns,
          "%,d calls have no key, which is not counted as a difference",
          verifier.withoutKey());
    }
    KINDS.forEach(kind -> list(kind, verifier.differences(), status));
    String found =
        KINDS.stream()
            .filter(kind -> verifier.differences().count(kind) > 0)
            .map(kind -> number(verifier.differences().count(kind)) + " " + name(kind))
            .collect(Collectors.joining(", "));
    status.sayWrapped(
        Color.of(verifier.holds()),
        terminalColumns,
        "expected %,d calls: %s",
        verifier.expected(),
        verifier.holds() ? "all arrived once, unchanged" : found);
  }

  private static void list(Difference kind, Differences differences, StatusLines status) {
    long count = differences.count(kind);
    if (count == 0) {
      return;
    }
    List<String> listed = differences.listed(kind);
    status.say("%s: %,d", name(kind), count);
    listed.forEach(item -> status.say("  %s", item));
    if (count > listed.size()) {
      status.say("  and %,d more", count - listed.size());
    }
  }

  private static String name(Difference kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
