package org.sfcrime.streaming;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * What one task found in its share of a batch, for one bucket of windows.
 *
 * @param partitions what it read of each Kafka partition: the same for every bucket, since each
 *     works out the watermark
 * @param tally what it read and rejected: told to one bucket only
 * @param windows its counts of the bucket's windows
 */
record TaskCounts(Map<Integer, PartitionRead> partitions, Tally tally, Windows windows) {

  void writeTo(DataOutput out) throws IOException {
    PartitionRead.write(partitions, out);
    tally.writeTo(out);
    windows.writeTo(out);
  }

  static TaskCounts readFrom(DataInput in) throws IOException {
    return new TaskCounts(PartitionRead.read(in), Tally.readFrom(in), Windows.readFrom(in));
  }
}
