package org.sfcrime.consumer;

/** The progress of reading one partition. */
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

  /** Sets the next offset to read; transaction markers advance it too. */
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

  /** The partition's end offset at the end of reading, or {@link #NONE} if it is unknown. */
  long endOffset() {
    return endOffset;
  }

  /** The number of offsets after the last one read, or {@link #NONE} if it is unknown. */
  long lag() {
    return endOffset == NONE || position == NONE ? NONE : Math.max(0, endOffset - position);
  }
}
