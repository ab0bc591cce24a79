package org.sfcrime.consumer;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.verify.CallTable;
import org.sfcrime.consumer.verify.Difference;
import org.sfcrime.consumer.verify.Differences;
import org.sfcrime.consumer.verify.Verifier;

/** Prints the summary at the end of a run. */
final class ConsumerSummary {
  private static final String ROW = "%9s" + "%14s".repeat(5);
  private static final List<Difference> KINDS =
      List.of(Difference.MISSING, Difference.DUPLICATE, Difference.UNEXPECTED, Difference.ALTERED);

  private ConsumerSummary() {}

  static void print(Result result, StatusLines status) {
    Throughput throughput = result.throughput();
    status.say(
        "%,d records in %,.2f s, %,.0f records/s, %,.2f MB/s",
        throughput.records(),
        throughput.elapsedMillis() / 1000.0,
        throughput.recordsPerSecond(),
        throughput.megabytesPerSecond());
    partitions(result.partitions(), status);
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
                status.say(
                    result.countHolds()
                        ? "expected %,d records: all arrived"
                        : "expected %,d records: %,d arrived",
                    count,
                    throughput.records()));
    if (verifier.hasExpectedCalls()) {
      verdict(verifier, status);
    }
  }

  private static void partitions(List<PartitionProgress> partitions, StatusLines status) {
    if (partitions.isEmpty()) {
      return;
    }
    Set<String> names = partitions.get(0).figures().keySet();
    status.say(ROW, names.stream().map(name -> name.replace('_', ' ')).toArray());
    for (PartitionProgress partition : partitions) {
      Collection<Long> figures = partition.figures().values();
      status.say(ROW, figures.stream().map(ConsumerSummary::number).toArray());
    }
  }

  private static String number(Long number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%,d", number);
  }

  private static void verdict(Verifier verifier, StatusLines status) {
    if (verifier.withoutKey() > 0) {
      status.say(
          "%,d calls have no key, which is not counted as a difference", verifier.withoutKey());
    }
    KINDS.forEach(kind -> list(kind, verifier.differences(), status));
    String found =
        KINDS.stream()
            .filter(kind -> verifier.differences().count(kind) > 0)
            .map(kind -> number(verifier.differences().count(kind)) + " " + name(kind))
            .collect(Collectors.joining(", "));
    status.say(
        "expected %,d calls: %s",
        verifier.expected(), verifier.holds() ? "all arrived once, unchanged" : found);
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
