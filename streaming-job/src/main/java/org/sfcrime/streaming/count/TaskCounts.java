package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one task found in its share of a batch, for one bucket of windows.
 *
 * @param partitions what it read of each Kafka partition: the same for every bucket, since each
 *     works out the watermark
 * @param tally what it read and rejected: told to one bucket only
 * @param windows its counts of the bucket's windows
 * @param byId in their place, with {@code --deduplicate}: its calls of each window
 */
public record TaskCounts(
    Map<Integer, PartitionOffsets> partitions,
    RowCounts tally,
    Windows windows,
    Map<Long, CallsById> byId) {

  public void writeTo(DataOutput out) throws IOException {
    PartitionOffsets.write(partitions, out);
    tally.writeTo(out);
    windows.writeTo(out);
    out.writeInt(byId.size());
    for (Map.Entry<Long, CallsById> entry : byId.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().writeTo(out);
    }
  }

  public static TaskCounts readFrom(DataInput in) throws IOException {
    return new TaskCounts(
        PartitionOffsets.read(in), RowCounts.readFrom(in), Windows.readFrom(in), readById(in));
  }

  private static Map<Long, CallsById> readById(DataInput in) throws IOException {
    Map<Long, CallsById> byId = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      byId.put(in.readLong(), CallsById.readFrom(in));
    }
    return byId;
  }
}
