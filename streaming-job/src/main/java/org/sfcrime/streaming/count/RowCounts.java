package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.sfcrime.callrecord.RejectionReason;

/**
 * The two sides of the identity {@code read = counted + late + duplicates + replaced + rejected},
 * in rows, of a batch or of a whole run.
 *
 * <p>The parsing tasks count read and rejected records; the buckets count the others. With
 * overlapping windows, a call counts in each of its windows.
 *
 * @param read records read from the topic
 * @param counted calls added to a window
 * @param late calls of closed windows
 * @param duplicates with {@code --deduplicate}, calls whose id their window already had
 * @param replaced with {@code --upsert}, calls of open windows that a newer call with their id
 *     replaced; in a batch, this number can be higher than the number of counted calls, which is
 *     then negative
 * @param unmatched counted calls whose disposition the radio codes do not have
 * @param rejected records that are not accepted calls, by reason; without reasons that did not
 *     occur
 */
public record RowCounts(
    long read,
    long counted,
    long late,
    long duplicates,
    long replaced,
    long unmatched,
    Map<RejectionReason, Long> rejected)
    implements Serializable {
  public static final RowCounts ZERO = new RowCounts(0, 0, 0, 0, 0, 0, Map.of());

  /** The records that a task read, and the rejected ones among them. */
  public static RowCounts ofRead(long read, Map<RejectionReason, Long> rejected) {
    return new RowCounts(read, 0, 0, 0, 0, 0, rejected);
  }

  static RowCounts ofCounted(GroupCounts calls) {
    return new RowCounts(0, calls.calls(), 0, 0, 0, calls.unmatched(), Map.of());
  }

  static RowCounts ofLate(long calls) {
    return new RowCounts(0, 0, calls, 0, 0, 0, Map.of());
  }

  static RowCounts ofDuplicates(long calls) {
    return new RowCounts(0, 0, 0, calls, 0, 0, Map.of());
  }

  static RowCounts ofReplaced(long calls) {
    return new RowCounts(0, 0, 0, 0, calls, 0, Map.of());
  }

  public RowCounts {
    EnumMap<RejectionReason, Long> copy = new EnumMap<>(RejectionReason.class);
    copy.putAll(rejected);
    rejected = Collections.unmodifiableMap(copy);
  }

  public RowCounts plus(RowCounts other) {
    Map<RejectionReason, Long> sum = new HashMap<>(rejected);
    other.rejected.forEach((reason, records) -> sum.merge(reason, records, Long::sum));
    return new RowCounts(
        read + other.read,
        counted + other.counted,
        late + other.late,
        duplicates + other.duplicates,
        replaced + other.replaced,
        unmatched + other.unmatched,
        sum);
  }

  public long rejectedRecords() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether every record is counted, late, a duplicate, replaced or rejected. */
  public boolean identityHolds(int windowsPerCall) {
    return (read - rejectedRecords()) * windowsPerCall == counted + late + duplicates + replaced;
  }

  void writeTo(DataOutput out) throws IOException {
    writeWithoutReplaced(out);
    out.writeLong(replaced);
  }

  static RowCounts readFrom(DataInput in) throws IOException {
    RowCounts rows = readWithoutReplaced(in);
    return rows.plus(ofReplaced(in.readLong()));
  }

  /** Writes the form that the state had before {@code --upsert}. */
  void writeWithoutReplaced(DataOutput out) throws IOException {
    out.writeLong(read);
    out.writeLong(counted);
    out.writeLong(late);
    out.writeLong(duplicates);
    out.writeLong(unmatched);
    Encoding.writeMap(
        out, rejected, (to, reason) -> to.writeUTF(reason.name()), DataOutput::writeLong);
  }

  static RowCounts readWithoutReplaced(DataInput in) throws IOException {
    return new RowCounts(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        0,
        in.readLong(),
        Encoding.readMap(in, from -> RejectionReason.valueOf(from.readUTF()), DataInput::readLong));
  }
}
