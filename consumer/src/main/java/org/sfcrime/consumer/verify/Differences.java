package org.sfcrime.consumer.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The number of differences of each kind, and descriptions of the first few. */
public final class Differences {
  private final int maxListed;
  private final Map<Difference, Long> counts = new EnumMap<>(Difference.class);
  private final Map<Difference, List<String>> listed = new EnumMap<>(Difference.class);
  private long expected;
  private long arrived;

  Differences(int maxListed) {
    this.maxListed = maxListed;
    for (Difference kind : Difference.values()) {
      counts.put(kind, 0L);
      listed.put(kind, new ArrayList<>());
    }
  }

  /** Counts an expected call, which is missing until it arrives. */
  void expect() {
    expected++;
  }

  void arrive() {
    arrived++;
  }

  void add(Difference kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  boolean hasRoom(Difference kind) {
    return listed.get(kind).size() < maxListed;
  }

  void list(Difference kind, String description) {
    listed.get(kind).add(description);
  }

  long expected() {
    return expected;
  }

  public long count(Difference kind) {
    return kind == Difference.MISSING ? expected - arrived : counts.get(kind);
  }

  public List<String> listed(Difference kind) {
    return List.copyOf(listed.get(kind));
  }
}
