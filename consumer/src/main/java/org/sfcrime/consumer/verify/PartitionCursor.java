package org.sfcrime.consumer.verify;

/**
 * The position of one partition in the expected file. The calls of a partition arrive in the order
 * of the file or in reverse order, with gaps for the calls of the other partitions.
 */
final class PartitionCursor {
  /** The number of entries next to the last call that are searched for the next call. */
  private static final int REACH = 32;

  /** The entry of the last call that was found, where the search for the next call starts. */
  private int last = -1;

  /** The direction: 1 or -1. */
  private int step = 1;

  /** Returns the entry of the partition's next call, or -1 if it is not near the last one. */
  int find(CallEntries entries, long idHigh, long idLow, long text) {
    int entry = last;
    for (int i = 0; i < REACH; i++) {
      entry += step;
      if (entry < 0 || entry >= entries.size()) {
        return -1;
      }
      if (entries.get(entry, CallEntries.TEXT) == text && entries.isId(entry, idHigh, idLow)) {
        last = entry;
        return entry;
      }
    }
    return -1;
  }

  void foundAt(int entry) {
    step = entry < last ? -1 : 1;
    last = entry;
  }
}
