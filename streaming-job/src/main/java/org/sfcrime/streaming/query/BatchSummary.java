package org.sfcrime.streaming.query;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sfcrime.commandline.SafeText;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RejectedRecord;

/**
 * The part of a batch's output that the driver sees: of one task's share, or of the whole batch.
 *
 * @param first the counts to show, in {@link #ORDER}
 * @param rejected samples of the rejected records, see {@link #describe}
 * @param types the counted calls by the first grouping field; empty unless the display shows them
 * @param report the result of the batch
 */
public record BatchSummary(
    List<CountRecord> first, List<String> rejected, Map<String, Long> types, BucketReport report)
    implements Serializable {
  /** Rejected records shown for each batch. */
  public static final int REJECTED_SHOWN = 3;

  private static final int BYTES_SHOWN = 120;

  static final BatchSummary NOTHING =
      new BatchSummary(List.of(), List.of(), Map.of(), BucketReport.NOTHING);

  /** Newest window first, then the highest count, then by name. */
  static final Comparator<CountRecord> ORDER =
      Comparator.comparingLong(CountRecord::windowStart)
          .thenComparingLong(CountRecord::count)
          .reversed()
          .thenComparing(CountRecord::first)
          .thenComparing(CountRecord::second);

  /** Describes a rejected record in text that is safe for a terminal. */
  public static String describe(RejectedRecord record) {
    String text = SafeText.beginning(record.value(), BYTES_SHOWN);
    return "partition %d offset %d: %s: %s"
        .formatted(record.partition(), record.offset(), record.reason().code(), text);
  }

  BatchSummary with(BucketReport other) {
    return new BatchSummary(first, rejected, types, other);
  }

  public BatchSummary plus(BatchSummary other) {
    Map<String, Long> both = new HashMap<>(types);
    other.types.forEach((type, calls) -> both.merge(type, calls, Long::sum));
    return new BatchSummary(
        Stream.concat(first.stream(), other.first.stream()).sorted(ORDER).toList(),
        Stream.concat(rejected.stream(), other.rejected.stream()).toList(),
        both,
        report.plus(other.report));
  }
}
