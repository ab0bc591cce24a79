package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The calls of a batch in a window by {@code crime_id}, for {@code --deduplicate}. Among calls with
 * the same id, the first one in the topic counts, as long as the window is open.
 */
public final class CallsById {
  private final Map<String, Call> calls = new HashMap<>();

  /** The calls that are not the first one with their id. */
  private final GroupCounts others = new GroupCounts();

  /** A call, with its place in the topic. */
  private record Call(int partition, long offset, Group group, boolean isUnmatched) {
    /** Does not depend on the order of the tasks: repeating a batch gives the same result. */
    boolean isBefore(Call other) {
      return partition != other.partition ? partition < other.partition : offset < other.offset;
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeInt(partition);
      out.writeLong(offset);
      Encoding.writeText(out, group.first());
      Encoding.writeText(out, group.second());
      out.writeBoolean(isUnmatched);
    }

    static Call readFrom(DataInput in) throws IOException {
      return new Call(
          in.readInt(),
          in.readLong(),
          new Group(Encoding.readText(in), Encoding.readText(in)),
          in.readBoolean());
    }
  }

  public void add(String id, int partition, long offset, Group group, boolean isUnmatched) {
    add(id, new Call(partition, offset, group, isUnmatched));
  }

  void addAll(CallsById more) {
    more.calls.forEach(this::add);
    others.addAll(more.others);
  }

  private void add(String id, Call call) {
    Call before = calls.putIfAbsent(id, call);
    if (before != null) {
      boolean isFirst = call.isBefore(before);
      calls.put(id, isFirst ? call : before);
      Call other = isFirst ? before : call;
      others.add(other.group, other.isUnmatched);
    }
  }

  /** The number of calls, including those with the same id. */
  long size() {
    return calls.size() + others.calls();
  }

  /** Counts all calls, including those with the same id. */
  GroupCounts countAll() {
    GroupCounts counts = countNew(new HashSet<>());
    counts.addAll(others);
    return counts;
  }

  /**
   * Counts the first call of each new id.
   *
   * @param seen the ids that the window already has; this method adds the new ones
   */
  GroupCounts countNew(Set<String> seen) {
    GroupCounts counts = new GroupCounts();
    calls.forEach(
        (id, call) -> {
          if (seen.add(id)) {
            counts.add(call.group, call.isUnmatched);
          }
        });
    return counts;
  }

  void writeTo(DataOutput out) throws IOException {
    others.writeTo(out);
    Encoding.writeMap(out, calls, Encoding::writeText, (to, call) -> call.writeTo(to));
  }

  static CallsById readFrom(DataInput in) throws IOException {
    CallsById result = new CallsById();
    result.others.addAll(GroupCounts.readFrom(in));
    result.calls.putAll(Encoding.readMap(in, Encoding::readText, Call::readFrom));
    return result;
  }
}
