package org.sfcrime.dashboard.counts;

import java.util.Arrays;

/**
 * A hash map from a key to a row, with open addressing in two arrays. A map of boxed numbers takes
 * ten times as much memory for a year's groups.
 */
final class RowIndex {
  static final int NONE = -1;
  private static final long EMPTY = -1;

  private long[] keys;
  private int[] rows;
  private int size;

  RowIndex() {
    allocate(1 << 12);
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    Arrays.fill(keys, EMPTY);
    rows = new int[capacity];
  }

  /** Returns the row of a key, which must not be negative, or {@link #NONE}. */
  int get(long key) {
    int slot = slot(key);
    return keys[slot] == EMPTY ? NONE : rows[slot];
  }

  void put(long key, int row) {
    int slot = slot(key);
    if (keys[slot] == EMPTY) {
      keys[slot] = key;
      size++;
    }
    rows[slot] = row;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  /** Removes a key and moves up the keys behind it, which a lookup would not find past a gap. */
  void remove(long key) {
    int hole = slot(key);
    if (keys[hole] == EMPTY) {
      return;
    }
    size--;
    int mask = keys.length - 1;
    keys[hole] = EMPTY;
    for (int slot = (hole + 1) & mask; keys[slot] != EMPTY; slot = (slot + 1) & mask) {
      long moved = keys[slot];
      int row = rows[slot];
      keys[slot] = EMPTY;
      int target = slot(moved);
      keys[target] = moved;
      rows[target] = row;
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldRows = rows;
    allocate(oldKeys.length * 2);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        rows[slot] = oldRows[i];
      }
    }
  }
}
