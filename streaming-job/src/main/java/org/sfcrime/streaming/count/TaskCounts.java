package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of a task's share of a batch, for one bucket of windows.
 *
 * @param partitions the offsets that the task read: the same for all buckets, because each bucket
 *     computes the watermark
 * @param rows the records that the task read and rejected: zero for all buckets but one
 * @param windows the counts by window; empty with {@code --deduplicate}
 * @param byId the calls by window; empty without {@code --deduplicate}
 */
public record TaskCounts(
    Map<Integer, PartitionOffsets> partitions,
    RowCounts rows,
    Windows windows,
    Map<Long, CallsById> byId) {

  public void writeTo(DataOutput out) throws IOException {
    PartitionOffsets.write(partitions, out);
    rows.writeTo(out);
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
