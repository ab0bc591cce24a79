package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a batch did, of one bucket or of all.
 *
 * @param batch the rows of this batch
 * @param totals the rows since the checkpoint began
 * @param partitions what the batch read of each Kafka partition
 * @param watermark wall-clock milliseconds, {@link Watermark#NO_WATERMARK} if there is none yet
 * @param openWindows the windows that still take calls
 * @param openGroups their counts
 */
public record BucketReport(
    RowCounts batch,
    RowCounts totals,
    Map<Integer, PartitionOffsets> partitions,
    long watermark,
    long openWindows,
    long openGroups) {

  public static final BucketReport NOTHING =
      new BucketReport(RowCounts.ZERO, RowCounts.ZERO, Map.of(), Watermark.NO_WATERMARK, 0, 0);

  /** The two together, of different buckets of one batch, which all have the same watermark. */
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
