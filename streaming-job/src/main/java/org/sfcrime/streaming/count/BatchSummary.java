package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the driver has to see of a batch's output: of one task's share, or of all.
 *
 * @param first the counts that are shown, in the order in which they are
 * @param rejected some of the rejected records, the beginning of their bytes as harmless text
 * @param types the calls that were counted by crime type, where the display takes them
 * @param report what the batch did
 */
public record BatchSummary(
    List<Count> first,
    List<RejectedRecord> rejected,
    Map<String, Long> types,
    BucketReport report) {
  public static final BatchSummary NOTHING =
      new BatchSummary(List.of(), List.of(), Map.of(), BucketReport.NOTHING);

  /** Newest window first, then the highest count, then by name. */
  public static final Comparator<Count> ORDER =
      Comparator.comparingLong(Count::windowStart)
          .thenComparingLong(Count::calls)
          .reversed()
          .thenComparing(Count::crimeType)
          .thenComparing(Count::disposition);

  public BatchSummary plus(BatchSummary other) {
    Map<String, Long> both = new HashMap<>(types);
    other.types.forEach((type, calls) -> both.merge(type, calls, Long::sum));
    return new BatchSummary(
        Stream.concat(first.stream(), other.first.stream()).sorted(ORDER).toList(),
        Stream.concat(rejected.stream(), other.rejected.stream()).toList(),
        both,
        report.plus(other.report));
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(first.size());
    for (Count count : first) {
      count.writeTo(out);
    }
    out.writeInt(rejected.size());
    for (RejectedRecord record : rejected) {
      record.writeTo(out);
    }
    out.writeInt(types.size());
    for (Map.Entry<String, Long> type : types.entrySet()) {
      Encoding.writeText(out, type.getKey());
      out.writeLong(type.getValue());
    }
    report.writeTo(out);
  }

  public static BatchSummary readFrom(DataInput in) throws IOException {
    List<Count> first = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      first.add(Count.readFrom(in));
    }
    List<RejectedRecord> rejected = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      rejected.add(RejectedRecord.readFrom(in));
    }
    Map<String, Long> types = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      types.put(Encoding.readText(in), in.readLong());
    }
    return new BatchSummary(first, rejected, types, BucketReport.readFrom(in));
  }
}
