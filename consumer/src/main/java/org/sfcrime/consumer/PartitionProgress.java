package org.sfcrime.consumer;

import java.util.LinkedHashMap;
import java.util.Map;

/** How far one partition is read. An offset is {@link #NONE} if it is unknown. */
final class PartitionProgress {
  static final long NONE = -1;

  final int partition;
  long records;
  long firstOffset = NONE;
  long lastOffset = NONE;

  /** The next offset to read, which also advances at transaction markers. */
  long position = NONE;

  /** The partition's end offset when the reading ended. */
  long endOffset = NONE;

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

  /** Returns the number of offsets that are not read. */
  long lag() {
    return endOffset == NONE || position == NONE ? NONE : Math.max(0, endOffset - position);
  }

  /** Returns the figures by their names in the report; an unknown figure is null. */
  Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("partition", (long) partition);
    figures.put("records", records);
    figures.put("first_offset", firstOffset);
    figures.put("last_offset", lastOffset);
    figures.put("end_offset", endOffset);
    figures.put("lag", lag());
    figures.replaceAll((name, figure) -> figure == NONE ? null : figure);
    return figures;
  }
}
