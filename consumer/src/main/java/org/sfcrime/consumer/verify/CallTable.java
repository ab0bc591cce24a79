package org.sfcrime.consumer.verify;

/**
 * Stores the expected calls and the ids that were seen, in fewer than 64 bytes a call.
 *
 * <p>The table is an open-addressing hash table of {@link CallEntries} by id. An id may have
 * several versions, each with an entry, in one run of slots. The table consists of segments. A
 * segment that is four fifths full grows by a quarter, so that at least 64 % of the slots are used
 * and the copies made while growing are small. A slot contains 32 bits of the id's hash, and the
 * number of the entry plus one. A free slot is 0.
 *
 * <p>A lookup by id usually misses the processor's cache. Therefore, the entries next to the last
 * call of the partition ({@link PartitionCursor}) are searched first.
 */
public final class CallTable {
  /** The call was not expected. */
  static final int UNEXPECTED = 1;

  /** The id arrived more often than expected. */
  static final int DUPLICATE = 2;

  /** The id is expected, but with another content. */
  static final int ALTERED = 4;

  private static final int NONE = -1;
  private static final int SEGMENTS = 256;
  private static final long FREE = 0;
  private static final int FIRST_SLOTS = 8;
  private static final int ARRAY_HEADER_BYTES = 16;

  // The counters of an entry. Bits 0-29: how many calls of this version have not arrived. Bits
  // 30-59: how many arrived with unexpected content. Bit 60: whether this version is expected. Bits
  // 61 and 62: whether the id was seen, and seen again. Bit 63: whether the id has other versions.
  private static final long TO_COME = (1L << 30) - 1;
  private static final int ALTERED_SHIFT = 30;
  private static final long ONE_ALTERED = 1L << ALTERED_SHIFT;
  private static final long EXPECTED = 1L << 60;
  private static final long SEEN = 1L << 61;
  private static final long SEEN_TWICE = 1L << 62;
  private static final long OTHER_VERSIONS = 1L << 63;

  private final CallEntries entries = new CallEntries();
  private final long[][] segments = new long[SEGMENTS][FIRST_SLOTS];
  private final int[] used = new int[SEGMENTS];
  private final long maxSize;
  private long slots = (long) SEGMENTS * FIRST_SLOTS;
  private long peakBytes = bytes();
  private long idsSeenTwice;

  // The search that firstVersion started: the id, and the slot that it has reached.
  private long idHigh;
  private long idLow;
  private int segment;
  private long tag;
  private int slot;

  /**
   * @param maxSize the number of entries at which the table stops adding unexpected ids
   */
  public CallTable(long maxSize) {
    this.maxSize = maxSize;
  }

  /**
   * Adds an expected call. The same call may be expected several times.
   *
   * @param text the hash of the call's text, or {@link CallDigest#NO_TEXT}
   */
  void expect(long idHigh, long idLow, long content, long text) {
    long counters = EXPECTED | 1;
    for (int entry = firstVersion(idHigh, idLow); entry != NONE; entry = nextVersion()) {
      if (entries.get(entry, CallEntries.CONTENT) == content) {
        count(entry, 1);
        return;
      }
      flag(entry, OTHER_VERSIONS);
      counters |= OTHER_VERSIONS;
    }
    insert(entries.add(idHigh, idLow, content, counters, text));
  }

  /**
   * Records the arrival of a call whose text is equal to an expected call that has not arrived, if
   * its id has no other version. Otherwise changes nothing and returns false.
   *
   * @param cursor the cursor of the call's partition
   */
  boolean arriveAsWritten(PartitionCursor cursor, long idHigh, long idLow, long text) {
    int entry = cursor.find(entries, idHigh, idLow, text);
    if (entry < 0) {
      entry = firstVersion(idHigh, idLow);
      if (entry == NONE) {
        return false;
      }
      cursor.foundAt(entry);
    }
    if (entries.get(entry, CallEntries.TEXT) != text
        || entries.get(entry, CallEntries.COUNTERS) != (EXPECTED | 1)) {
      return false;
    }
    entries.set(entry, CallEntries.COUNTERS, EXPECTED | SEEN);
    return true;
  }

  /**
   * Records the arrival of a call and returns its differences: 0, or a sum of {@link #UNEXPECTED},
   * {@link #DUPLICATE} and {@link #ALTERED}.
   */
  int arrive(long idHigh, long idLow, long content) {
    int version = NONE;
    int any = NONE;
    long toCome = 0;
    long altered = 0;
    long flags = 0;
    for (int entry = firstVersion(idHigh, idLow); entry != NONE; entry = nextVersion()) {
      any = entry;
      long counters = entries.get(any, CallEntries.COUNTERS);
      toCome += counters & TO_COME;
      altered += (counters >>> ALTERED_SHIFT) & TO_COME;
      flags |= counters;
      if (entries.get(any, CallEntries.CONTENT) == content && (counters & EXPECTED) != 0) {
        version = any;
      }
    }
    if (any == NONE) {
      if (!isFull()) {
        insert(entries.add(idHigh, idLow, content, SEEN, CallDigest.NO_TEXT));
      }
      return UNEXPECTED;
    }
    noteSeen(any, flags);
    if ((flags & EXPECTED) == 0) {
      return UNEXPECTED;
    }
    if (version == NONE) {
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
   * Removes an expected call and returns whether the call never arrived. To find the missing calls,
   * call this method once for each expected call. A call that arrived altered is not missing.
   */
  boolean takeMissing(long idHigh, long idLow, long content) {
    int version = NONE;
    int withAltered = NONE;
    for (int entry = firstVersion(idHigh, idLow); entry != NONE; entry = nextVersion()) {
      version = entries.get(entry, CallEntries.CONTENT) == content ? entry : version;
      long came = (entries.get(entry, CallEntries.COUNTERS) >>> ALTERED_SHIFT) & TO_COME;
      withAltered = came > 0 ? entry : withAltered;
    }
    if (version == NONE || (entries.get(version, CallEntries.COUNTERS) & TO_COME) == 0) {
      return false;
    }
    count(version, -1);
    if (withAltered == NONE) {
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

  /** Returns how many ids in the table were seen at least twice. */
  public long idsSeenTwice() {
    return idsSeenTwice;
  }

  /** Returns whether the table has reached its maximum size and ignores further ids. */
  public boolean isFull() {
    return entries.size() >= maxSize;
  }

  public long size() {
    return entries.size();
  }

  /** Returns the size of all arrays in bytes. */
  long bytes() {
    return entries.bytes() + slots * Long.BYTES + 2L * SEGMENTS * ARRAY_HEADER_BYTES;
  }

  /** Returns the maximum of {@link #bytes()} so far, including the copies made while growing. */
  long peakBytes() {
    return peakBytes;
  }

  /** Adds an entry at the free slot where the last search ended. */
  private void insert(int entry) {
    segments[segment][slot] = tag << 32 | (entry + 1);
    used[segment]++;
    if (used[segment] * 5L > segments[segment].length * 4L) {
      grow();
    }
  }

  private void grow() {
    long[] old = segments[segment];
    long[] grown = new long[Math.addExact(old.length, old.length / 4)];
    peakBytes = Math.max(peakBytes, bytes() + (long) grown.length * Long.BYTES);
    segments[segment] = grown;
    slots += grown.length - old.length;
    for (long found : old) {
      if (found != FREE) {
        int to = slotOf(grown, found >>> 32);
        while (grown[to] != FREE) {
          to = next(grown, to);
        }
        grown[to] = found;
      }
    }
  }

  /** Searches an id, and returns the entry of its first version or {@link #NONE}. */
  private int firstVersion(long idHigh, long idLow) {
    long spread = CallDigest.spread(idHigh, idLow);
    this.idHigh = idHigh;
    this.idLow = idLow;
    segment = (int) (spread >>> 56);
    tag = (spread >>> 24) & 0xFFFFFFFFL;
    return versionFrom(slotOf(segments[segment], tag));
  }

  /** Continues the search; after {@link #NONE}, an entry can be inserted. */
  private int nextVersion() {
    return versionFrom(next(segments[segment], slot));
  }

  private int versionFrom(int firstSlot) {
    long[] table = segments[segment];
    int at = firstSlot;
    int entry = NONE;
    while (entry == NONE && table[at] != FREE) {
      if (table[at] >>> 32 == tag && entries.isId((int) table[at] - 1, idHigh, idLow)) {
        entry = (int) table[at] - 1;
      } else {
        at = next(table, at);
      }
    }
    slot = at;
    return entry;
  }

  private static int slotOf(long[] table, long tag) {
    return (int) ((tag * table.length) >>> 32);
  }

  private static int next(long[] table, int slot) {
    return slot + 1 == table.length ? 0 : slot + 1;
  }
}
