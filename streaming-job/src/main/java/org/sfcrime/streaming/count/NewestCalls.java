package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.sfcrime.callrecord.Utf8;

/**
 * The newest call of each {@code crime_id}, for {@code --upsert}: among the calls of a task, among
 * those of a batch, or among those that the open windows count.
 *
 * <p>The newest call decides for all buckets, so each bucket gets the ids of all calls: a call that
 * moves to a window of another bucket is taken out of its old one.
 */
public final class NewestCalls {
  private static final long[] NO_WINDOWS = {};

  private Map<Utf8, Call> byId = new HashMap<>();
  private final Map<CallGroup, CallGroup> groups = new HashMap<>();

  /** The other calls of the batch, which are not the newest one with their id, by window. */
  private Windows others = new Windows();

  /** Which windows are written. */
  private LongPredicate bucket = start -> true;

  /** The group of a call, and whether the radio codes lack its disposition. Keeps its hash. */
  public static final class CallGroup {
    private final Utf8 first;
    private final Utf8 second;
    private final boolean isUnmatched;
    private final int hash;

    private CallGroup(Utf8 first, Utf8 second, boolean isUnmatched) {
      this.first = first;
      this.second = second;
      this.isUnmatched = isUnmatched;
      hash = 31 * (31 * first.hashCode() + second.hashCode()) + Boolean.hashCode(isUnmatched);
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof CallGroup that
              && hash == that.hash
              && isUnmatched == that.isUnmatched
              && first.equals(that.first)
              && second.equals(that.second));
    }

    @Override
    public int hashCode() {
      return hash;
    }

    private void writeTo(DataOutput out) throws IOException {
      Encoding.writeBytes(out, first.copy());
      Encoding.writeBytes(out, second.copy());
      out.writeBoolean(isUnmatched);
    }

    private static CallGroup readFrom(DataInput in) throws IOException {
      return new CallGroup(readUtf8(in), readUtf8(in), in.readBoolean());
    }
  }

  /**
   * A call, with its place in the topic.
   *
   * @param windows the starts of the windows of one bucket that contain the call, the last window
   *     first; none if the call is in windows of other buckets only
   * @param group null if there are no windows
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Call(int partition, long offset, long[] windows, CallGroup group) {
    /**
     * The calls of an id are in one partition, because the id is the key of the record. Otherwise
     * the result is the same for each repetition of the batch.
     */
    private boolean isAfter(Call other) {
      return partition != other.partition ? partition > other.partition : offset > other.offset;
    }

    /** Returns the number of windows in a bucket. */
    private int windowsIn(LongPredicate bucket) {
      int own = 0;
      for (long start : windows) {
        own += bucket.test(start) ? 1 : 0;
      }
      return own;
    }

    private void addTo(Windows counts) {
      for (long start : windows) {
        counts.at(start).add(group.first, group.second, group.isUnmatched);
      }
    }

    /** Takes the call out of a window that has counted it. */
    void takeOutOf(GroupCounts window) {
      window.remove(group.first, group.second, group.isUnmatched);
    }

    private void writeTo(DataOutput out, LongPredicate bucket, Map<CallGroup, Integer> numbers)
        throws IOException {
      int own = windowsIn(bucket);
      out.writeInt(partition);
      out.writeLong(offset);
      out.writeInt(own);
      for (long start : windows) {
        if (bucket.test(start)) {
          out.writeLong(start);
        }
      }
      if (own > 0) {
        out.writeInt(numbers.get(group));
      }
    }

    private static Call readFrom(DataInput in, List<CallGroup> groups) throws IOException {
      int partition = in.readInt();
      long offset = in.readLong();
      long[] windows = new long[in.readInt()];
      for (int i = 0; i < windows.length; i++) {
        windows[i] = in.readLong();
      }
      return windows.length == 0
          ? new Call(partition, offset, NO_WINDOWS, null)
          : new Call(partition, offset, windows, groups.get(in.readInt()));
    }
  }

  /** Returns the one instance for a group. The arguments may change later. */
  public CallGroup group(Utf8 first, Utf8 second, boolean isUnmatched) {
    CallGroup known = groups.get(new CallGroup(first, second, isUnmatched));
    if (known == null) {
      known = new CallGroup(copyOf(first), copyOf(second), isUnmatched);
      groups.put(known, known);
    }
    return known;
  }

  /** Adds a call to those of the batch. The id may change later. */
  public void add(Utf8 id, Call call) {
    Call before = byId.get(id);
    if (before == null) {
      byId.put(copyOf(id), call);
    } else {
      boolean isNewer = call.isAfter(before);
      byId.put(id, isNewer ? call : before); // keeps the key that the map already has
      (isNewer ? before : call).addTo(others);
    }
  }

  void addAll(NewestCalls more) {
    if (byId.isEmpty()) {
      byId = more.byId;
    } else {
      more.byId.forEach(this::add);
    }
    others.addAll(more.others);
  }

  /** Returns the same calls, which are written with the windows of one bucket only. */
  public NewestCalls in(LongPredicate oneBucket) {
    NewestCalls result = new NewestCalls();
    result.byId = byId;
    result.others = others.in(oneBucket);
    result.bucket = oneBucket;
    return result;
  }

  /**
   * Replaces the calls of the open windows by those of a batch.
   *
   * @param batch the calls of the batch
   * @param isOpen whether a window is open
   * @param changes receives the changes of the open windows, and the calls of the closed ones,
   *     which are late
   * @return the number of calls that newer ones replaced, once for each of their open windows
   */
  long replaceBy(NewestCalls batch, LongPredicate isOpen, Windows changes) {
    long replaced = 0;
    for (Map.Entry<Long, GroupCounts> window : batch.others.byStart().entrySet()) {
      if (isOpen.test(window.getKey())) {
        replaced += window.getValue().calls();
      } else {
        changes.at(window.getKey()).addAll(window.getValue());
      }
    }
    for (Map.Entry<Utf8, Call> newest : batch.byId.entrySet()) {
      Call call = newest.getValue();
      boolean isKept = call.windows.length > 0 && isOpen.test(call.windows[0]);
      Call before = isKept ? byId.put(newest.getKey(), call) : byId.remove(newest.getKey());
      for (long start : before == null ? NO_WINDOWS : before.windows) {
        if (isOpen.test(start)) {
          before.takeOutOf(changes.at(start));
          replaced++;
        }
      }
      call.addTo(changes);
    }
    return replaced;
  }

  /** The number of ids. */
  public int size() {
    return byId.size();
  }

  /** Forgets the calls whose windows have all closed. */
  void keep(LongPredicate isOpen) {
    byId.values().removeIf(call -> !isOpen.test(call.windows[0]));
  }

  void writeTo(DataOutput out) throws IOException {
    Map<CallGroup, Integer> numbers = new HashMap<>();
    List<CallGroup> distinct = new ArrayList<>();
    for (Call call : byId.values()) {
      if (call.windowsIn(bucket) > 0 && numbers.putIfAbsent(call.group, distinct.size()) == null) {
        distinct.add(call.group);
      }
    }
    out.writeInt(distinct.size());
    for (CallGroup group : distinct) {
      group.writeTo(out);
    }
    others.writeTo(out);
    Encoding.writeMap(
        out,
        byId,
        (to, id) -> Encoding.writeBytes(to, id.bytes()),
        (to, call) -> call.writeTo(to, bucket, numbers));
  }

  static NewestCalls readFrom(DataInput in) throws IOException {
    List<CallGroup> groups = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      groups.add(CallGroup.readFrom(in));
    }
    NewestCalls result = new NewestCalls();
    result.others.addAll(Windows.readFrom(in));
    int calls = in.readInt();
    result.byId = new HashMap<>(2 * calls);
    for (int left = calls; left > 0; left--) {
      result.byId.put(readUtf8(in), Call.readFrom(in, groups));
    }
    return result;
  }

  private static Utf8 readUtf8(DataInput in) throws IOException {
    return ofBytes(Encoding.readBytes(in));
  }

  private static Utf8 copyOf(Utf8 text) {
    return ofBytes(text.length() == 0 ? new byte[0] : text.copy());
  }

  private static Utf8 ofBytes(byte[] bytes) {
    Utf8 text = new Utf8();
    text.set(bytes, 0, bytes.length);
    return text;
  }
}
