package org.sfcrime.consumer;

/**
 * Which calls are expected and which ids were seen, in fewer than 64 bytes a call.
 *
 * <p>An open-addressing table of five longs a slot: the id (two), the content, the counters, the
 * text. One id may have several versions, one slot each, all in the same run of slots. The table is
 * cut into segments that grow by a quarter, one at a time, when they are four fifths full: so at
 * least 64 % of the slots are used, and the copy made while growing is small.
 */
final class CallTable {
  /** The call was not expected. */
  static final int UNEXPECTED = 1;

  /** One more than expected of this id. */
  static final int DUPLICATE = 2;

  /** Expected by its id, but not with this content. */
  static final int ALTERED = 4;

  private static final int SEGMENTS = 256;
  private static final int SLOT = 5;
  private static final int FIRST_SLOTS = 8;
  private static final int ARRAY_HEADER_BYTES = 16;

  // The counters of a slot: bits 0-29 how many of this version are still to come, 30-59 how many
  // came with a content that
  // was not expected, 60 whether the slot is an expected version, 61-62 whether the id was seen
  // once or more often.
  private static final long TO_COME = (1L << 30) - 1;
  private static final int ALTERED_SHIFT = 30;
  private static final long ONE_ALTERED = 1L << ALTERED_SHIFT;
  private static final long EXPECTED = 1L << 60;
  private static final long SEEN = 1L << 61;
  private static final long SEEN_TWICE = 1L << 62;

  private final long[][] segments = new long[SEGMENTS][FIRST_SLOTS * SLOT];
  private final int[] used = new int[SEGMENTS];
  private final long maxSize;
  private long size;
  private long slots = (long) SEGMENTS * FIRST_SLOTS;
  private long peakBytes = bytes();
  private long idsSeenTwice;

  /**
   * @param maxSize how many slots may be used; ids beyond are not remembered, except expected ones
   */
  CallTable(long maxSize) {
    this.maxSize = maxSize;
  }

  /**
   * Adds one expected call; the same call may be expected more than once.
   *
   * @param text hash of how it is written, or {@link CallDigest#NO_TEXT}
   */
  void expect(long idHigh, long idLow, long content, long text) {
    int segment = segment(idHigh, idLow);
    int slot = firstSlot(segment, idHigh, idLow);
    long[] table = segments[segment];
    while (table[slot] != 0) {
      if (isId(table, slot, idHigh, idLow) && table[slot + 2] == content) {
        table[slot + 3]++;
        return;
      }
      slot = next(table, slot);
    }
    insert(segment, slot, new long[] {idHigh, idLow, content, EXPECTED | 1, text});
  }

  /**
   * Notes that a call arrived that is written as one that is expected, if nothing is wrong with
   * that: it is to come, and no other version of its id has come in its place. If not, it does
   * nothing and returns false.
   */
  boolean arriveAsWritten(long idHigh, long idLow, long text) {
    int segment = segment(idHigh, idLow);
    long[] table = segments[segment];
    int only = -1;
    for (int slot = firstSlot(segment, idHigh, idLow); table[slot] != 0; slot = next(table, slot)) {
      if (isId(table, slot, idHigh, idLow)) {
        if (only >= 0) {
          return false;
        }
        only = slot;
      }
    }
    if (only < 0 || table[only + 4] != text || table[only + 3] != (EXPECTED | 1)) {
      return false;
    }
    table[only + 3] = EXPECTED | SEEN;
    return true;
  }

  /**
   * Notes that a call arrived and returns what is wrong with that, as a sum of the constants of
   * this class.
   */
  int arrive(long idHigh, long idLow, long content) {
    int segment = segment(idHigh, idLow);
    long[] table = segments[segment];
    int version = -1;
    int any = -1;
    long toCome = 0;
    long altered = 0;
    long flags = 0;
    int slot = firstSlot(segment, idHigh, idLow);
    for (; table[slot] != 0; slot = next(table, slot)) {
      if (isId(table, slot, idHigh, idLow)) {
        long counters = table[slot + 3];
        any = slot;
        toCome += counters & TO_COME;
        altered += (counters >>> ALTERED_SHIFT) & TO_COME;
        flags |= counters;
        if (table[slot + 2] == content && (counters & EXPECTED) != 0) {
          version = slot;
        }
      }
    }
    if (any < 0) {
      if (size < maxSize) {
        insert(segment, slot, new long[] {idHigh, idLow, content, SEEN, CallDigest.NO_TEXT});
      }
      return UNEXPECTED;
    }
    noteSeen(table, any, flags);
    if ((flags & EXPECTED) == 0) {
      return UNEXPECTED;
    }
    if (version < 0) {
      table[any + 3] += ONE_ALTERED;
      return altered + 1 > toCome ? ALTERED | DUPLICATE : ALTERED;
    }
    if ((table[version + 3] & TO_COME) == 0) {
      return DUPLICATE;
    }
    table[version + 3]--;
    return altered > toCome - 1 ? DUPLICATE : 0;
  }

  /**
   * Takes one expected call out and tells whether it never arrived: asked for every expected call
   * once, this names the missing ones. A call that arrived altered has arrived.
   */
  boolean takeMissing(long idHigh, long idLow, long content) {
    int segment = segment(idHigh, idLow);
    long[] table = segments[segment];
    int version = -1;
    int withAltered = -1;
    for (int slot = firstSlot(segment, idHigh, idLow); table[slot] != 0; slot = next(table, slot)) {
      if (isId(table, slot, idHigh, idLow)) {
        version = table[slot + 2] == content ? slot : version;
        withAltered = ((table[slot + 3] >>> ALTERED_SHIFT) & TO_COME) > 0 ? slot : withAltered;
      }
    }
    if (version < 0 || (table[version + 3] & TO_COME) == 0) {
      return false;
    }
    table[version + 3]--;
    if (withAltered < 0) {
      return true;
    }
    table[withAltered + 3] -= ONE_ALTERED;
    return false;
  }

  private void noteSeen(long[] table, int slot, long flags) {
    if ((flags & SEEN) == 0) {
      table[slot + 3] |= SEEN;
    } else if ((flags & SEEN_TWICE) == 0) {
      table[slot + 3] |= SEEN_TWICE;
      idsSeenTwice++;
    }
  }

  /** How many ids were seen at least twice, among those that are remembered. */
  long idsSeenTwice() {
    return idsSeenTwice;
  }

  /** Whether ids are no longer remembered because the table is as large as it may be. */
  boolean isFull() {
    return size >= maxSize;
  }

  long size() {
    return size;
  }

  /** The size of the table's arrays in bytes. */
  long bytes() {
    return slots * SLOT * Long.BYTES + 2L * SEGMENTS * ARRAY_HEADER_BYTES;
  }

  /** The largest {@link #bytes()} there has been, with the copies made while growing. */
  long peakBytes() {
    return peakBytes;
  }

  private void insert(int segment, int slot, long[] entry) {
    System.arraycopy(entry, 0, segments[segment], slot, SLOT);
    size++;
    used[segment]++;
    if (used[segment] * 5L * SLOT > segments[segment].length * 4L) {
      grow(segment);
    }
  }

  private void grow(int segment) {
    long[] old = segments[segment];
    int oldSlots = old.length / SLOT;
    int newSlots = Math.addExact(oldSlots, oldSlots / 4);
    long[] grown = new long[Math.multiplyExact(newSlots, SLOT)];
    peakBytes = Math.max(peakBytes, bytes() + (long) grown.length * Long.BYTES);
    segments[segment] = grown;
    slots += newSlots - oldSlots;
    for (int from = 0; from < old.length; from += SLOT) {
      if (old[from] != 0) {
        int slot = firstSlot(segment, old[from], old[from + 1]);
        while (grown[slot] != 0) {
          slot = next(grown, slot);
        }
        System.arraycopy(old, from, grown, slot, SLOT);
      }
    }
  }

  private static int segment(long idHigh, long idLow) {
    return (int) (CallDigest.spread(idHigh, idLow) >>> 56);
  }

  private int firstSlot(int segment, long idHigh, long idLow) {
    long fraction = (CallDigest.spread(idHigh, idLow) >>> 24) & 0xFFFFFFFFL;
    return (int) ((fraction * (segments[segment].length / SLOT)) >>> 32) * SLOT;
  }

  private static int next(long[] table, int slot) {
    return slot + SLOT == table.length ? 0 : slot + SLOT;
  }

  private static boolean isId(long[] table, int slot, long idHigh, long idLow) {
    return table[slot] == idHigh && table[slot + 1] == idLow;
  }
}
