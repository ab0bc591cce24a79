package org.sfcrime.dashboard.counts;

import com.carrotsearch.hppc.IntArrayList;
import java.util.stream.IntStream;

/** The windows of all counts, numbered in order of arrival, with their times in milliseconds. */
public final class WindowTable {
  private final Dictionary<Window> windows = new Dictionary<>();
  private final IntArrayList groups = new IntArrayList();

  /** A job with another window length may have written to the topic before. */
  private record Window(long start, long end) {}

  int id(long start, long end) {
    int id = windows.id(new Window(start, end));
    if (id == groups.size()) {
      groups.add(0);
    }
    return id;
  }

  void addGroups(int id, int change) {
    groups.set(id, groups.get(id) + change);
  }

  public int size() {
    return windows.size();
  }

  public boolean hasCalls(int id) {
    return groups.get(id) > 0;
  }

  public long start(int id) {
    return windows.get(id).start();
  }

  public long end(int id) {
    return windows.get(id).end();
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
    return IntStream.range(0, size()).filter(this::hasCalls);
  }
}
