package org.sfcrime.streaming.console;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many calls of each crime type were counted since this run of the job began. */
final class TypeTotals {
  /** Crime types are free text: without a bound a stream of new ones would fill the memory. */
  static final int MOST = 100_000;

  private final Map<String, Long> byType = new HashMap<>();
  private long calls;

  /**
   * A crime type.
   *
   * @param name as it is grouped by
   */
  record Type(String name, long calls) {}

  /** Adds a batch's; of too many types the rarest half is forgotten. */
  void add(Map<String, Long> batch) {
    batch.forEach(
        (type, added) -> {
          byType.merge(type, added, Long::sum);
          calls += added;
        });
    if (byType.size() > MOST) {
      byType
          .keySet()
          .retainAll(sorted().limit(MOST / 2).map(Type::name).collect(Collectors.toSet()));
    }
  }

  /** The types with the most calls, in that order. */
  List<Type> first(int most) {
    return sorted().limit(most).toList();
  }

  /** Of all types. */
  long calls() {
    return calls;
  }

  private Stream<Type> sorted() {
    return byType.entrySet().stream()
        .map(entry -> new Type(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Type::calls).reversed().thenComparing(Type::name));
  }
}
