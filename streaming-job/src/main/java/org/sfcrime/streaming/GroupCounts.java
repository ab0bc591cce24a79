package org.sfcrime.streaming;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** The calls of one window, counted by group. */
final class GroupCounts {
  private final Map<Group, Count> counts = new HashMap<>();
  private long unmatched;

  /** Counts one call, which is unmatched when the radio codes do not have its disposition. */
  void add(Group group, boolean isUnmatched) {
    count(group).calls++;
    unmatched += isUnmatched ? 1 : 0;
  }

  void addAll(GroupCounts others) {
    others.counts.forEach((group, count) -> count(group).calls += count.calls);
    unmatched += others.unmatched;
  }

  /** The number of calls of a group, 0 if there is none. */
  long get(Group group) {
    Count count = counts.get(group);
    return count == null ? 0 : count.calls;
  }

  void forEach(ObjLongConsumer<Group> action) {
    counts.forEach((group, count) -> action.accept(group, count.calls));
  }

  /** All calls, of whatever group. */
  long calls() {
    return counts.values().stream().mapToLong(count -> count.calls).sum();
  }

  long unmatched() {
    return unmatched;
  }

  int groups() {
    return counts.size();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(unmatched);
    out.writeInt(counts.size());
    for (Map.Entry<Group, Count> entry : counts.entrySet()) {
      writeText(out, entry.getKey().crimeType());
      writeText(out, entry.getKey().disposition());
      out.writeLong(entry.getValue().calls);
    }
  }

  static GroupCounts readFrom(DataInput in) throws IOException {
    GroupCounts result = new GroupCounts();
    result.unmatched = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      Group group = new Group(readText(in), readText(in));
      // Half a surrogate pair is written as a question mark: two groups may have become one.
      result.count(group).calls += in.readLong();
    }
    return result;
  }

  private Count count(Group group) {
    return counts.computeIfAbsent(group, g -> new Count());
  }

  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes =
        text.getBytes(StandardCharsets.UTF_8); // writeUTF ends at 64 KiB; a crime type need not
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static final class Count {
    private long calls;
  }
}
