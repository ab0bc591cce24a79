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
 * @param watermark wall-clock milliseconds, {@link PartitionClocks#NO_WATERMARK} if there is none
 *     yet
 * @param openWindows the windows that still take calls
 * @param openGroups their counts
 */
public record BucketReport(
    Tally batch,
    Tally totals,
    Map<Integer, PartitionRead> partitions,
    long watermark,
    long openWindows,
    long openGroups) {

  public static final BucketReport NOTHING =
      new BucketReport(Tally.ZERO, Tally.ZERO, Map.of(), PartitionClocks.NO_WATERMARK, 0, 0);

  /** The two together, of different buckets of one batch, which all have the same watermark. */
  public BucketReport plus(BucketReport other) {
    Map<Integer, PartitionRead> both = new TreeMap<>(partitions);
    other.partitions.forEach((partition, read) -> both.merge(partition, read, PartitionRead::plus));
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
    PartitionRead.write(partitions, out);
    out.writeLong(watermark);
    out.writeLong(openWindows);
    out.writeLong(openGroups);
  }

  public static BucketReport readFrom(DataInput in) throws IOException {
    return new BucketReport(
        Tally.readFrom(in),
        Tally.readFrom(in),
        PartitionRead.read(in),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
