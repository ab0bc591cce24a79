package org.sfcrime.streaming.console;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls of each value of the first grouping field, by default of each crime type, counted since
 * this run of the job began. Thread-safe.
 */
final class TypeTotals {
  /** The bound on memory: crime types are free text, and a stream can bring new ones forever. */
  static final int MOST = 100_000;

  private final Map<String, Long> byType = new HashMap<>();
  private long calls;

  record Type(String name, long calls) {}

  /**
   * Adds the calls of a batch. Above {@value #MOST} types the totals keep only the more frequent
   * half.
   */
  synchronized void add(Map<String, Long> batch) {
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

  /** The types with the most calls, in descending order. */
  synchronized List<Type> first(int most) {
    return sorted().limit(most).toList();
  }

  /** The calls of all types, forgotten ones included. */
  synchronized long calls() {
    return calls;
  }

  private Stream<Type> sorted() {
    return byType.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> new Type(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Type::calls).reversed().thenComparing(Type::name));
  }
}
