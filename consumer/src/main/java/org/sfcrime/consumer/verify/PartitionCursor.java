package org.sfcrime.consumer.verify;

/**
 * The position of one partition in the expected file. The calls of a partition arrive in the order
 * of the file or in reverse order, with gaps for the calls of the other partitions.
 */
final class PartitionCursor {
  /** The entry of the last call that was found, where the search for the next call starts. */
  int last = -1;

  /** The direction: 1 or -1. */
  int step = 1;

  void foundAt(int entry) {
    step = entry < last ? -1 : 1;
    last = entry;
  }
}
