package org.sfcrime.dashboard.counts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
    long first = Long.MAX_VALUE;
    for (int id = 0; id < size; id++) {
      if (hasCalls(id)) {
        first = Math.min(first, starts[id]);
      }
    }
    return first == Long.MAX_VALUE ? 0 : first;
  }

  /** Returns the end of the last window that has calls; 0 if none has. */
  public long lastEnd() {
    long last = Long.MIN_VALUE;
    for (int id = 0; id < size; id++) {
      if (hasCalls(id)) {
        last = Math.max(last, ends[id]);
      }
    }
    return last == Long.MIN_VALUE ? 0 : last;
  }
}
