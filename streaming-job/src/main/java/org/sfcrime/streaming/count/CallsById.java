package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The calls of a batch in a window by {@code crime_id}, for {@code --deduplicate}. Among calls with
 * the same id, the first one in the topic counts.
 */
public final class CallsById {
  private final Map<String, Call> calls = new HashMap<>();
  private long duplicates;

  /** A call, with its place in the topic. */
  private record Call(int partition, long offset, Group group, boolean isUnmatched) {
    /** Does not depend on the order of the tasks: repeating a batch gives the same result. */
    Call first(Call other) {
      boolean isFirst =
          partition != other.partition ? partition < other.partition : offset <= other.offset;
      return isFirst ? this : other;
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeInt(partition);
      out.writeLong(offset);
      Encoding.writeText(out, group.crimeType());
      Encoding.writeText(out, group.disposition());
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

  void addAll(CallsById others) {
    others.calls.forEach(this::add);
    duplicates += others.duplicates;
  }

  private void add(String id, Call call) {
    Call before = calls.putIfAbsent(id, call);
    if (before != null) {
      calls.put(id, before.first(call));
      duplicates++;
    }
  }

  /** The calls that do not count because their id occurred before. */
  long duplicates() {
    return duplicates;
  }

  /**
   * Counts the calls with new ids.
   *
   * @param seen the ids that the window already has; this method adds the new ones
   */
  GroupCounts countNew(Set<String> seen) {
    GroupCounts counts = new GroupCounts();
    calls.forEach(
        (id, call) -> {
          if (seen.add(id)) {
            counts.add(call.group, call.isUnmatched);
          } else {
            duplicates++;
          }
        });
    return counts;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(duplicates);
    Encoding.writeMap(out, calls, Encoding::writeText, (to, call) -> call.writeTo(to));
  }

  static CallsById readFrom(DataInput in) throws IOException {
    CallsById result = new CallsById();
    result.duplicates = in.readLong();
    result.calls.putAll(Encoding.readMap(in, Encoding::readText, Call::readFrom));
    return result;
  }
}
