package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sfcrime.callrecord.Utf8;

/**
 * The number of calls of each group in a window.
 *
 * <p>In real data a window has about as many groups as calls. Entries are stored back to back in
 * one byte array, in serialized form: the lengths of the two values of the group, both texts in
 * UTF-8, and the count. A hash table of the entries exists only once a group is looked up.
 */
public final class GroupCounts {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final Utf8 NONE = Utf8.of(null);
  private static final int LENGTHS = 2 * Integer.BYTES;

  private byte[] entries = {};
  private int end;
  private int groups;
  private long calls;
  private long unmatched;

  /** The hash table: the position of an entry plus one, or 0 for a free slot. Null until needed. */
  private int[] table;

  /** Takes the count of a group. */
  public interface Action<E extends Exception> {
    void take(Group group, long calls) throws E;
  }

  /** Counts a call. The call is unmatched if the radio codes do not have its disposition. */
  public void add(Utf8 first, Utf8 second, boolean isUnmatched) {
    add(first, second, 1);
    unmatched += isUnmatched ? 1 : 0;
  }

  /** Takes a call out again. The count of its group may become zero or negative. */
  void remove(Utf8 first, Utf8 second, boolean isUnmatched) {
    add(first, second, -1);
    unmatched -= isUnmatched ? 1 : 0;
  }

  private void add(Utf8 first, Utf8 second, long count) {
    int entry = end;
    append(first, second, count);
    int same = find(entries, entry);
    if (same < 0) {
      insert(entry);
    } else {
      end = entry;
      increase(same, count);
    }
    calls += count;
  }

  public void add(Group group, boolean isUnmatched) {
    add(Utf8.of(group.first()), Utf8.of(group.second()), isUnmatched);
  }

  void addAll(GroupCounts others) {
    if (groups == 0) {
      entries = Arrays.copyOf(others.entries, others.end);
      end = others.end;
      groups = others.groups;
      table = null;
    } else {
      for (int entry = 0; entry < others.end; entry = others.endOf(entry)) {
        int same = find(others.entries, entry);
        if (same < 0) {
          copy(others, entry);
        } else {
          increase(same, others.count(entry));
        }
      }
    }
    calls += others.calls;
    unmatched += others.unmatched;
  }

  /**
   * Adds the counts of a batch.
   *
   * @return the new totals of the batch's groups
   */
  GroupCounts addAllToTotals(GroupCounts batch) {
    boolean isFirst = groups == 0;
    addAll(batch);
    GroupCounts totals = new GroupCounts();
    totals.addAll(batch);
    for (int entry = 0; !isFirst && entry < totals.end; entry = totals.endOf(entry)) {
      totals.increase(entry, count(find(totals.entries, entry)) - totals.count(entry));
    }
    return totals;
  }

  /** Returns these counts, or a copy without the groups whose count is zero if there are any. */
  GroupCounts withoutZeros() {
    boolean hasZeros = false;
    for (int entry = 0; entry < end && !hasZeros; entry = endOf(entry)) {
      hasZeros = count(entry) == 0;
    }
    if (!hasZeros) {
      return this;
    }
    GroupCounts result = new GroupCounts();
    result.makeTable();
    for (int entry = 0; entry < end; entry = endOf(entry)) {
      if (count(entry) != 0) {
        result.copy(this, entry);
      }
    }
    result.calls = calls;
    result.unmatched = unmatched;
    return result;
  }

  /** Adds the calls of others by the first value of their group, with an empty second one. */
  void addTypes(GroupCounts others) {
    Utf8 first = new Utf8();
    for (int entry = 0; entry < others.end; entry = others.endOf(entry)) {
      int type = entry + LENGTHS;
      first.set(others.entries, type, type + (int) INT.get(others.entries, entry));
      add(first, NONE, others.count(entry));
    }
  }

  public <E extends Exception> void forEach(Action<E> action) throws E {
    for (int entry = 0; entry < end; entry = endOf(entry)) {
      int firstLength = (int) INT.get(entries, entry);
      int secondLength = (int) INT.get(entries, entry + Integer.BYTES);
      int type = entry + LENGTHS;
      Group group = new Group(text(type, firstLength), text(type + firstLength, secondLength));
      action.take(group, count(entry));
    }
  }

  /** The calls of all groups. */
  long calls() {
    return calls;
  }

  public long unmatched() {
    return unmatched;
  }

  int groups() {
    return groups;
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(calls);
    out.writeLong(unmatched);
    out.writeInt(groups);
    out.writeInt(end);
    out.write(entries, 0, end);
  }

  public static GroupCounts readFrom(DataInput in) throws IOException {
    GroupCounts result = new GroupCounts();
    result.calls = in.readLong();
    result.unmatched = in.readLong();
    result.groups = in.readInt();
    result.end = in.readInt();
    result.entries = new byte[result.end];
    in.readFully(result.entries);
    return result;
  }

  private void append(Utf8 first, Utf8 second, long count) {
    int firstLength = first.length();
    int secondLength = second.length();
    int type = end + LENGTHS;
    int counter = type + firstLength + secondLength;
    makeRoom(counter + Long.BYTES);
    INT.set(entries, end, firstLength);
    INT.set(entries, end + Integer.BYTES, secondLength);
    if (firstLength > 0) {
      System.arraycopy(first.bytes(), first.from(), entries, type, firstLength);
    }
    if (secondLength > 0) {
      System.arraycopy(second.bytes(), second.from(), entries, type + firstLength, secondLength);
    }
    LONG.set(entries, counter, count);
    end = counter + Long.BYTES;
  }

  private void copy(GroupCounts others, int from) {
    int entry = end;
    int length = others.endOf(from) - from;
    makeRoom(end + length);
    System.arraycopy(others.entries, from, entries, end, length);
    end += length;
    insert(entry);
  }

  private void makeRoom(int needed) {
    if (needed > entries.length) {
      entries = Arrays.copyOf(entries, Math.max(needed, Math.max(64, entries.length * 2)));
    }
  }

  /** Returns the position of the entry with the same group, or -1. */
  private int find(byte[] wanted, int from) {
    if (table == null) {
      makeTable();
    }
    int keyLength = keyLength(wanted, from);
    for (int slot = slot(wanted, from, keyLength); ; slot = slot + 1 & table.length - 1) {
      int entry = table[slot] - 1;
      if (entry < 0) {
        return -1;
      }
      if (keyLength(entries, entry) == keyLength
          && Arrays.equals(entries, entry, entry + keyLength, wanted, from, from + keyLength)) {
        return entry;
      }
    }
  }

  private void insert(int entry) {
    groups++;
    if (groups * 2 > table.length) {
      makeTable();
    } else {
      put(entry);
    }
  }

  private void makeTable() {
    int slots = Math.max(16, Integer.highestOneBit(groups) * 4);
    table = new int[slots];
    int left = groups;
    for (int entry = 0; left > 0; entry = endOf(entry)) {
      put(entry);
      left--;
    }
  }

  private void put(int entry) {
    int slot = slot(entries, entry, keyLength(entries, entry));
    while (table[slot] != 0) {
      slot = slot + 1 & table.length - 1;
    }
    table[slot] = entry + 1;
  }

  private int slot(byte[] bytes, int from, int keyLength) {
    int hash = 0;
    for (int i = from; i < from + keyLength; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 15) & table.length - 1;
  }

  /** The length of an entry without the count. */
  private static int keyLength(byte[] bytes, int entry) {
    return LENGTHS + (int) INT.get(bytes, entry) + (int) INT.get(bytes, entry + Integer.BYTES);
  }

  private int endOf(int entry) {
    return entry + keyLength(entries, entry) + Long.BYTES;
  }

  private long count(int entry) {
    return (long) LONG.get(entries, entry + keyLength(entries, entry));
  }

  private void increase(int entry, long by) {
    LONG.set(entries, entry + keyLength(entries, entry), count(entry) + by);
  }

  private String text(int from, int length) {
    return new String(entries, from, length, StandardCharsets.UTF_8);
  }
}
