package org.sfcrime.consumer;

/** How far the reading of one partition got. */
final class PartitionProgress {
  static final long NONE = -1;

  private final int partition;
  private long records;
  private long firstOffset = NONE;
  private long lastOffset = NONE;
  private long position = NONE;
  private long endOffset = NONE;

  PartitionProgress(int partition) {
    this.partition = partition;
  }

  void record(long offset) {
    if (firstOffset == NONE) {
      firstOffset = offset;
    }
    lastOffset = offset;
    position = offset + 1;
    records++;
  }

  /** Sets the offset that is read next, which transaction markers move as well. */
  void position(long offset) {
    position = offset;
  }

  void endOffset(long offset) {
    endOffset = offset;
  }

  int partition() {
    return partition;
  }

  long records() {
    return records;
  }

  /** The offset of the first record read, or {@link #NONE}. */
  long firstOffset() {
    return firstOffset;
  }

  /** The offset of the last record read, or {@link #NONE}. */
  long lastOffset() {
    return lastOffset;
  }

  long position() {
    return position;
  }

  /** The partition's end offset when the reading ended, or {@link #NONE} if no broker told it. */
  long endOffset() {
    return endOffset;
  }

  /** How many offsets there are behind the last one read, or {@link #NONE} if that is not known. */
  long lag() {
    return endOffset == NONE || position == NONE ? NONE : Math.max(0, endOffset - position);
  }
}
