package org.sfcrime.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.verify.CallTable;
import org.sfcrime.consumer.verify.Differences;
import org.sfcrime.consumer.verify.Verifier;

/** Prints the summary at the end of a run. */
final class Summary {
  private static final int PARTITION_WIDTH = 9;
  private static final int NUMBER_WIDTH = 14;

  private Summary() {}

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
      if (verifier.malformed().total() > 0) {
        list("malformed", verifier.malformed(), status);
      }
    }
    result
        .expectedCount()
        .ifPresent(
            count ->
                status.say(
                    "expected %,d records: %s",
                    count,
                    result.countHolds()
                        ? "as many arrived"
                        : String.format(Locale.ROOT, "%,d arrived", throughput.records())));
    if (verifier.hasExpectedCalls()) {
      verdict(verifier, status);
    }
  }

  private static void partitions(List<PartitionProgress> partitions, StatusLines status) {
    if (partitions.isEmpty()) {
      return;
    }
    row(
        List.of("partition", "records", "first offset", "last offset", "end offset", "lag"),
        status);
    for (PartitionProgress partition : partitions) {
      row(
          List.of(
              number(partition.partition()),
              number(partition.records()),
              number(partition.firstOffset()),
              number(partition.lastOffset()),
              number(partition.endOffset()),
              number(partition.lag())),
          status);
    }
  }

  private static void row(List<String> cells, StatusLines status) {
    StringBuilder row = new StringBuilder();
    for (String cell : cells) {
      int width = row.length() == 0 ? PARTITION_WIDTH : NUMBER_WIDTH;
      row.append(" ".repeat(Math.max(0, width - cell.length()))).append(cell);
    }
    status.say("%s", row);
  }

  private static String number(long number) {
    return number == PartitionProgress.NONE ? "-" : String.format(Locale.ROOT, "%,d", number);
  }

  private static void verdict(Verifier verifier, StatusLines status) {
    if (verifier.withoutKey() > 0) {
      status.say("%,d calls have no key; that is not held against them", verifier.withoutKey());
    }
    list("missing", verifier.missingCalls(), status);
    list("duplicate", verifier.duplicates(), status);
    list("unexpected", verifier.unexpected(), status);
    list("altered", verifier.altered(), status);
    status.say("expected %,d calls: %s", verifier.expected(), differences(verifier));
  }

  private static String differences(Verifier verifier) {
    if (verifier.holds()) {
      return "all arrived once, unchanged";
    }
    List<String> parts = new ArrayList<>();
    part(verifier.missing(), "missing", parts);
    part(verifier.duplicates().total(), "duplicate", parts);
    part(verifier.unexpected().total(), "unexpected", parts);
    part(verifier.altered().total(), "altered", parts);
    return String.join(", ", parts);
  }

  private static void part(long count, String name, List<String> parts) {
    if (count > 0) {
      parts.add(String.format(Locale.ROOT, "%,d %s", count, name));
    }
  }

  private static void list(String name, Differences listing, StatusLines status) {
    if (listing.total() == 0) {
      return;
    }
    status.say("%s: %,d", name, listing.total());
    listing.named().forEach(item -> status.say("  %s", item));
    long more = listing.total() - listing.named().size();
    if (more > 0) {
      status.say("  and %,d more", more);
    }
  }
}
