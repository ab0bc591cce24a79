package org.sfcrime.consumer.verify;

/**
 * Which calls are expected and which ids were seen, in fewer than 64 bytes a call.
 *
 * <p>An open-addressing table of {@link CallEntries} by id. One id may have several versions, one
 * entry each, all in the same run of slots. The table is cut into segments that grow by a quarter,
 * one at a time, when they are four fifths full: so at least 64 % of the slots are used, and the
 * copy made while growing is small. A slot is 32 bits of the id's hash, then the entry's number and
 * one; 0 if it is free.
 *
 * <p>To find each call by its id is to wait for the memory each time. So it is first looked for
 * beside the last one of its partition, where it mostly is ({@link PartitionCursor}).
 */
public final class CallTable {
  /** The call was not expected. */
  static final int UNEXPECTED = 1;

  /** One more than expected of this id. */
  static final int DUPLICATE = 2;

  /** Expected by its id, but not with this content. */
  static final int ALTERED = 4;

  private static final int SEGMENTS = 256;
  private static final long FREE = 0;
  private static final int FIRST_SLOTS = 8;
  private static final int ARRAY_HEADER_BYTES = 16;

  // The counters of an entry: bits 0-29 how many of this version are still to come, 30-59 how many
  // came with a content that was not expected, 60 whether the entry is an expected version, 61-62
  // whether the id was seen once or more often, 63 whether the id has other versions.
  private static final long TO_COME = (1L << 30) - 1;
  private static final int ALTERED_SHIFT = 30;
  private static final long ONE_ALTERED = 1L << ALTERED_SHIFT;
  private static final long EXPECTED = 1L << 60;
  private static final long SEEN = 1L << 61;
  private static final long SEEN_TWICE = 1L << 62;
  private static final long OTHER_VERSIONS = 1L << 63;

  /** How far beside a partition's last call the next one is looked for. */
  private static final int REACH = 32;

  private final CallEntries entries = new CallEntries();
  private final long[][] segments = new long[SEGMENTS][FIRST_SLOTS];
  private final int[] used = new int[SEGMENTS];
  private final long maxSize;
  private long slots = (long) SEGMENTS * FIRST_SLOTS;
  private long peakBytes = bytes();
  private long idsSeenTwice;

  /**
   * @param maxSize how many entries there may be; ids beyond are not remembered, except expected
   *     ones
   */
  public CallTable(long maxSize) {
    this.maxSize = maxSize;
  }

  /**
   * Adds one expected call; the same call may be expected more than once.
   *
   * @param text hash of how it is written, or {@link CallDigest#NO_TEXT}
   */
  void expect(long idHigh, long idLow, long content, long text) {
    long spread = CallDigest.spread(idHigh, idLow);
    long[] table = segments[segment(spread)];
    long counters = EXPECTED | 1;
    int slot = find(table, firstSlot(table, spread), spread, idHigh, idLow);
    for (; table[slot] != FREE; slot = find(table, next(table, slot), spread, idHigh, idLow)) {
      int entry = entry(table[slot]);
      if (entries.get(entry, CallEntries.CONTENT) == content) {
        count(entry, 1);
        return;
      }
      flag(entry, OTHER_VERSIONS);
      counters |= OTHER_VERSIONS;
    }
    insert(spread, slot, entries.add(idHigh, idLow, content, counters, text));
  }

  /**
   * Notes that a call arrived that is written as one that is expected, if nothing is wrong with
   * that: it is to come, and no other version of its id has come in its place. If not, it does
   * nothing and returns false.
   *
   * @param cursor of the partition that it came from
   */
  boolean arriveAsWritten(PartitionCursor cursor, long idHigh, long idLow, long text) {
    int entry = beside(cursor, idHigh, idLow, text);
    if (entry < 0) {
      long spread = CallDigest.spread(idHigh, idLow);
      long[] table = segments[segment(spread)];
      long found = table[find(table, firstSlot(table, spread), spread, idHigh, idLow)];
      if (found == FREE) {
        return false;
      }
      entry = entry(found);
      cursor.foundAt(entry);
    }
    if (entries.get(entry, CallEntries.TEXT) != text
        || entries.get(entry, CallEntries.COUNTERS) != (EXPECTED | 1)) {
      return false;
    }
    entries.set(entry, CallEntries.COUNTERS, EXPECTED | SEEN);
    return true;
  }

  private int beside(PartitionCursor cursor, long idHigh, long idLow, long text) {
    int entry = cursor.last;
    for (int i = 0; i < REACH; i++) {
      entry += cursor.step;
      if (entry < 0 || entry >= entries.size()) {
        return -1;
      }
      if (entries.get(entry, CallEntries.TEXT) == text && entries.isId(entry, idHigh, idLow)) {
        cursor.last = entry;
        return entry;
      }
    }
    return -1;
  }

  /**
   * Notes that a call arrived and returns what is wrong with that, as a sum of the constants of
   * this class.
   */
  int arrive(long idHigh, long idLow, long content) {
    long spread = CallDigest.spread(idHigh, idLow);
    long[] table = segments[segment(spread)];
    int version = -1;
    int any = -1;
    long toCome = 0;
    long altered = 0;
    long flags = 0;
    int slot = find(table, firstSlot(table, spread), spread, idHigh, idLow);
    for (; table[slot] != FREE; slot = find(table, next(table, slot), spread, idHigh, idLow)) {
      any = entry(table[slot]);
      long counters = entries.get(any, CallEntries.COUNTERS);
      toCome += counters & TO_COME;
      altered += (counters >>> ALTERED_SHIFT) & TO_COME;
      flags |= counters;
      if (entries.get(any, CallEntries.CONTENT) == content && (counters & EXPECTED) != 0) {
        version = any;
      }
    }
    if (any < 0) {
      if (!isFull()) {
        insert(spread, slot, entries.add(idHigh, idLow, content, SEEN, CallDigest.NO_TEXT));
      }
      return UNEXPECTED;
    }
    noteSeen(any, flags);
    if ((flags & EXPECTED) == 0) {
      return UNEXPECTED;
    }
    if (version < 0) {
      count(any, ONE_ALTERED);
      return altered + 1 > toCome ? ALTERED | DUPLICATE : ALTERED;
    }
    if ((entries.get(version, CallEntries.COUNTERS) & TO_COME) == 0) {
      return DUPLICATE;
    }
    count(version, -1);
    return altered > toCome - 1 ? DUPLICATE : 0;
  }

  /**
   * Takes one expected call out and tells whether it never arrived: asked for every expected call
   * once, this names the missing ones. A call that arrived altered has arrived.
   */
  boolean takeMissing(long idHigh, long idLow, long content) {
    long spread = CallDigest.spread(idHigh, idLow);
    long[] table = segments[segment(spread)];
    int version = -1;
    int withAltered = -1;
    int slot = find(table, firstSlot(table, spread), spread, idHigh, idLow);
    for (; table[slot] != FREE; slot = find(table, next(table, slot), spread, idHigh, idLow)) {
      int entry = entry(table[slot]);
      version = entries.get(entry, CallEntries.CONTENT) == content ? entry : version;
      long came = (entries.get(entry, CallEntries.COUNTERS) >>> ALTERED_SHIFT) & TO_COME;
      withAltered = came > 0 ? entry : withAltered;
    }
    if (version < 0 || (entries.get(version, CallEntries.COUNTERS) & TO_COME) == 0) {
      return false;
    }
    count(version, -1);
    if (withAltered < 0) {
      return true;
    }
    count(withAltered, -ONE_ALTERED);
    return false;
  }

  private void noteSeen(int entry, long flags) {
    if ((flags & SEEN) == 0) {
      flag(entry, SEEN);
    } else if ((flags & SEEN_TWICE) == 0) {
      flag(entry, SEEN_TWICE);
      idsSeenTwice++;
    }
  }

  private void count(int entry, long what) {
    entries.set(entry, CallEntries.COUNTERS, entries.get(entry, CallEntries.COUNTERS) + what);
  }

  private void flag(int entry, long flag) {
    entries.set(entry, CallEntries.COUNTERS, entries.get(entry, CallEntries.COUNTERS) | flag);
  }

  /** How many ids were seen at least twice, among those that are remembered. */
  public long idsSeenTwice() {
    return idsSeenTwice;
  }

  /** Whether ids are no longer remembered because the table is as large as it may be. */
  public boolean isFull() {
    return entries.size() >= maxSize;
  }

  public long size() {
    return entries.size();
  }

  /** The size of all arrays in bytes. */
  long bytes() {
    return entries.bytes() + slots * Long.BYTES + 2L * SEGMENTS * ARRAY_HEADER_BYTES;
  }

  /** The largest {@link #bytes()} there has been, with the copies made while growing. */
  long peakBytes() {
    return peakBytes;
  }

  private void insert(long spread, int slot, int entry) {
    int segment = segment(spread);
    segments[segment][slot] = tag(spread) << 32 | (entry + 1);
    used[segment]++;
    if (used[segment] * 5L > segments[segment].length * 4L) {
      grow(segment);
    }
  }

  private void grow(int segment) {
    long[] old = segments[segment];
    long[] grown = new long[Math.addExact(old.length, old.length / 4)];
    peakBytes = Math.max(peakBytes, bytes() + (long) grown.length * Long.BYTES);
    segments[segment] = grown;
    slots += grown.length - old.length;
    for (long found : old) {
      if (found != FREE) {
        int slot = slotOf(grown, found >>> 32);
        while (grown[slot] != FREE) {
          slot = next(grown, slot);
        }
        grown[slot] = found;
      }
    }
  }

  /** The first slot, from one on, that has an entry of this id or is free. */
  private int find(long[] table, int from, long spread, long idHigh, long idLow) {
    int slot = from;
    while (table[slot] != FREE
        && (table[slot] >>> 32 != tag(spread)
            || !entries.isId(entry(table[slot]), idHigh, idLow))) {
      slot = next(table, slot);
    }
    return slot;
  }

  private static int segment(long spread) {
    return (int) (spread >>> 56);
  }

  private static long tag(long spread) {
    return (spread >>> 24) & 0xFFFFFFFFL;
  }

  private static int firstSlot(long[] table, long spread) {
    return slotOf(table, tag(spread));
  }

  private static int slotOf(long[] table, long tag) {
    return (int) ((tag * table.length) >>> 32);
  }

  private static int entry(long slot) {
    return (int) slot - 1;
  }

  private static int next(long[] table, int slot) {
    return slot + 1 == table.length ? 0 : slot + 1;
  }
}
