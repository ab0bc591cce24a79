package org.sfcrime.dashboard.counts;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import java.util.stream.IntStream;

/** The windows of all counts, numbered in order of arrival, with their times in milliseconds. */
public final class WindowTable {
  private final Dictionary<Window> windows = new Dictionary<>();
  private final LongArrayList starts = new LongArrayList();
  private final LongArrayList ends = new LongArrayList();
  private final IntArrayList groups = new IntArrayList();
  private final LongArrayList calls = new LongArrayList();

  /** A job with another window length may have written to the topic before. */
  private record Window(long start, long end) {}

  int id(long start, long end) {
    int id = windows.id(new Window(start, end));
    if (id == groups.size()) {
      starts.add(start);
      ends.add(end);
      groups.add(0);
      calls.add(0);
    }
    return id;
  }

  void addGroups(int id, int change) {
    groups.set(id, groups.get(id) + change);
  }

  void addCalls(int id, long change) {
    calls.set(id, calls.get(id) + change);
  }

  public int size() {
    return windows.size();
  }

  public boolean hasCalls(int id) {
    return groups.get(id) > 0;
  }

  public long calls(int id) {
    return calls.get(id);
  }

  public long start(int id) {
    return starts.get(id);
  }

  public long end(int id) {
    return ends.get(id);
  }

  /** Returns the start of the first window that has calls; 0 if none has. */
  public long firstStart() {
    return withCalls().mapToLong(this::start).min().orElse(0);
  }

  /** Returns the start of the last window that has calls; 0 if none has. */
  public long lastStart() {
    return withCalls().mapToLong(this::start).max().orElse(0);
  }

  /** Returns the end of the last window that has calls; 0 if none has. */
  public long lastEnd() {
    return withCalls().mapToLong(this::end).max().orElse(0);
  }

  private IntStream withCalls() {
    return IntStream.range(0, size()).filter(this::hasCalls);
  }
}
