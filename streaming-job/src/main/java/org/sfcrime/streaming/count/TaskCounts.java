package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * The counts of a task's share of a batch, for one bucket of windows.
 *
 * @param partitions the offsets that the task read: the same for all buckets, because each bucket
 *     computes the watermark
 * @param rows the records that the task read and rejected: zero for all buckets but one
 * @param windows the counts by window; empty with {@code --deduplicate} and {@code --upsert}
 * @param byId the calls by window; empty without {@code --deduplicate}
 * @param newest the newest call of each id in the share, empty without {@code --upsert}
 */
public record TaskCounts(
    Map<Integer, PartitionOffsets> partitions,
    RowCounts rows,
    Windows windows,
    Map<Long, CallsById> byId,
    NewestCalls newest) {

  public void writeTo(DataOutput out) throws IOException {
    PartitionOffsets.write(partitions, out);
    rows.writeTo(out);
    windows.writeTo(out);
    Encoding.writeMap(out, byId, DataOutput::writeLong, (to, calls) -> calls.writeTo(to));
    newest.writeTo(out);
  }

  public static TaskCounts readFrom(DataInput in) throws IOException {
    return new TaskCounts(
        PartitionOffsets.read(in),
        RowCounts.readFrom(in),
        Windows.readFrom(in),
        Encoding.readMap(in, DataInput::readLong, CallsById::readFrom),
        NewestCalls.readFrom(in));
  }
}
