package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/**
 * The records that a batch read from a Kafka partition, accepted or rejected.
 *
 * @param firstOffset the lowest offset
 * @param maxEventTime the highest event time of an accepted call, or {@link #NO_EVENT_TIME}
 */
public record PartitionOffsets(long firstOffset, long maxEventTime) implements Serializable {
  public static final long NO_EVENT_TIME = Long.MIN_VALUE;

  /** Whether an accepted call is among the records. */
  boolean hasCalls() {
    return maxEventTime != NO_EVENT_TIME;
  }

  PartitionOffsets plus(PartitionOffsets other) {
    return new PartitionOffsets(
        Math.min(firstOffset, other.firstOffset), Math.max(maxEventTime, other.maxEventTime));
  }

  static void write(Map<Integer, PartitionOffsets> partitions, DataOutput out) throws IOException {
    Encoding.writeMap(out, partitions, DataOutput::writeInt, (to, read) -> read.writeTo(to));
  }

  static Map<Integer, PartitionOffsets> read(DataInput in) throws IOException {
    return Encoding.readMap(in, DataInput::readInt, PartitionOffsets::readFrom);
  }

  private void writeTo(DataOutput out) throws IOException {
    out.writeLong(firstOffset);
    out.writeLong(maxEventTime);
  }

  private static PartitionOffsets readFrom(DataInput in) throws IOException {
    return new PartitionOffsets(in.readLong(), in.readLong());
  }
}
