package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Counts by window. The key is the window's start in wall-clock milliseconds. */
public final class Windows {
  private final TreeMap<Long, GroupCounts> byStart = new TreeMap<>();

  private GroupCounts last;
  private long lastStart;

  /** Returns the counts of a window. Usually a call is in the same window as the previous one. */
  public GroupCounts at(long windowStart) {
    if (last == null || lastStart != windowStart) {
      last = byStart.computeIfAbsent(windowStart, start -> new GroupCounts());
      lastStart = windowStart;
    }
    return last;
  }

  public NavigableMap<Long, GroupCounts> byStart() {
    return byStart;
  }

  /** Removes and returns the window that starts first. */
  Map.Entry<Long, GroupCounts> removeFirst() {
    last = null;
    return byStart.pollFirstEntry();
  }

  /** Returns the counts of the windows in a bucket, without copies. */
  public Windows in(LongPredicate bucket) {
    Windows result = new Windows();
    byStart.forEach(
        (start, counts) -> {
          if (bucket.test(start)) {
            result.byStart.put(start, counts);
          }
        });
    return result;
  }

  /** Removes the groups of a window that have no calls any more. */
  void removeZeros(long windowStart) {
    last = null;
    byStart.computeIfPresent(windowStart, (start, counts) -> counts.withoutZeros());
  }

  void addAll(Windows others) {
    others.byStart.forEach((start, counts) -> at(start).addAll(counts));
  }

  long groups() {
    return byStart.values().stream().mapToLong(GroupCounts::groups).sum();
  }

  void writeTo(DataOutput out) throws IOException {
    Encoding.writeMap(out, byStart, DataOutput::writeLong, (to, counts) -> counts.writeTo(to));
  }

  static Windows readFrom(DataInput in) throws IOException {
    Windows result = new Windows();
    result.byStart.putAll(Encoding.readMap(in, DataInput::readLong, GroupCounts::readFrom));
    return result;
  }
}
