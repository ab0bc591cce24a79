package org.sfcrime.consumer.verify;

/**
 * The position of one partition in the expected file. A partition's calls arrive in the order of
 * the file or in the opposite order, with gaps for the calls of the other partitions.
 */
final class PartitionCursor {
  /** The entry of the last call that was found; the search for the next one starts here. */
  int last = -1;

  /** The direction: 1 or -1. */
  int step = 1;

  void foundAt(int entry) {
    step = entry < last ? -1 : 1;
    last = entry;
  }
}
