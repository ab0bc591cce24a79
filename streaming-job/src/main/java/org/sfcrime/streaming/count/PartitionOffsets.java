package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The records that a batch read from a Kafka partition, accepted or rejected.
 *
 * @param firstOffset the lowest offset
 * @param lastOffset the highest offset
 * @param records the number of records
 * @param maxEventTime the highest event time of an accepted call, or {@link #NO_EVENT_TIME}
 */
public record PartitionOffsets(long firstOffset, long lastOffset, long records, long maxEventTime)
    implements Serializable {
  public static final long NO_EVENT_TIME = Long.MIN_VALUE;

  PartitionOffsets plus(PartitionOffsets other) {
    return new PartitionOffsets(
        Math.min(firstOffset, other.firstOffset),
        Math.max(lastOffset, other.lastOffset),
        records + other.records,
        Math.max(maxEventTime, other.maxEventTime));
  }

  static void write(Map<Integer, PartitionOffsets> partitions, DataOutput out) throws IOException {
    out.writeInt(partitions.size());
    for (Map.Entry<Integer, PartitionOffsets> entry : partitions.entrySet()) {
      out.writeInt(entry.getKey());
      out.writeLong(entry.getValue().firstOffset);
      out.writeLong(entry.getValue().lastOffset);
      out.writeLong(entry.getValue().records);
      out.writeLong(entry.getValue().maxEventTime);
    }
  }

  static Map<Integer, PartitionOffsets> read(DataInput in) throws IOException {
    Map<Integer, PartitionOffsets> partitions = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      int partition = in.readInt();
      partitions.put(
          partition,
          new PartitionOffsets(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return partitions;
  }
}
