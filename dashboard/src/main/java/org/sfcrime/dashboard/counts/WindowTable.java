package org.sfcrime.dashboard.counts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The windows of all counts, numbered in order of arrival, with their times in milliseconds. */
public final class WindowTable {
  private final Map<Window, Integer> ids = new HashMap<>();
  private long[] starts = new long[1 << 10];
  private long[] ends = new long[1 << 10];
  private int[] groups = new int[1 << 10];
  private int size;

  /** A job with another window length may have written to the topic before. */
  private record Window(long start, long end) {}

  int id(long start, long end) {
    Integer known = ids.putIfAbsent(new Window(start, end), size);
    if (known != null) {
      return known;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      groups = Arrays.copyOf(groups, size * 2);
    }
    starts[size] = start;
    ends[size] = end;
    return size++;
  }

  void addGroups(int id, int change) {
    groups[id] += change;
  }

  public int size() {
    return size;
  }

  public boolean hasCalls(int id) {
    return groups[id] > 0;
  }

  public long start(int id) {
    return starts[id];
  }

  public long end(int id) {
    return ends[id];
  }

  /** Returns the start of the first window that has calls; 0 if none has. */
  public long firstStart() {
    return withCalls().mapToLong(this::start).min().orElse(0);
  }

  /** Returns the end of the last window that has calls; 0 if none has. */
  public long lastEnd() {
    return withCalls().mapToLong(this::end).max().orElse(0);
  }

  private IntStream withCalls() {
    return IntStream.range(0, size).filter(this::hasCalls);
  }
}
