package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a batch, in one bucket or in all buckets.
 *
 * @param batch the rows of this batch
 * @param totals the rows since the checkpoint began
 * @param partitions the offsets that the batch read, by Kafka partition
 * @param watermark in wall-clock milliseconds; {@link Watermark#NO_WATERMARK} before the first one
 * @param openWindows the number of open windows
 * @param openGroups the number of groups in the open windows
 */
public record BucketReport(
    RowCounts batch,
    RowCounts totals,
    Map<Integer, PartitionOffsets> partitions,
    long watermark,
    long openWindows,
    long openGroups)
    implements Serializable {

  public static final BucketReport NOTHING =
      new BucketReport(RowCounts.ZERO, RowCounts.ZERO, Map.of(), Watermark.NO_WATERMARK, 0, 0);

  /** Adds the report of another bucket. All buckets have the same watermark after a batch. */
  public BucketReport plus(BucketReport other) {
    Map<Integer, PartitionOffsets> both = new TreeMap<>(partitions);
    other.partitions.forEach(
        (partition, read) -> both.merge(partition, read, PartitionOffsets::plus));
    return new BucketReport(
        batch.plus(other.batch),
        totals.plus(other.totals),
        both,
        Math.max(watermark, other.watermark),
        openWindows + other.openWindows,
        openGroups + other.openGroups);
  }

  /** Returns the report of a later batch that reads no records. */
  public BucketReport withoutRows() {
    return new BucketReport(RowCounts.ZERO, totals, Map.of(), watermark, openWindows, openGroups);
  }

  public void writeTo(DataOutput out) throws IOException {
    batch.writeTo(out);
    totals.writeTo(out);
    PartitionOffsets.write(partitions, out);
    out.writeLong(watermark);
    out.writeLong(openWindows);
    out.writeLong(openGroups);
  }

  public static BucketReport readFrom(DataInput in) throws IOException {
    return new BucketReport(
        RowCounts.readFrom(in),
        RowCounts.readFrom(in),
        PartitionOffsets.read(in),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
