package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sfcrime.commandline.CommandException;

/**
 * The state of a bucket of windows between two batches: kilobytes, independent of the number of
 * calls so far.
 *
 * @param watermark the watermark, and the highest event time of each partition
 * @param open the open windows
 * @param seen the ids of the calls in each open window, with {@code --deduplicate}
 * @param newest the calls of the open windows, with {@code --upsert}; else null
 * @param totals the rows of the bucket since the checkpoint began
 */
public record BucketState(
    Watermark watermark,
    Windows open,
    Map<Long, Set<String>> seen,
    NewestCalls newest,
    RowCounts totals) {
  /** The first byte of an encoded state. */
  private static final byte FORMAT = 3;

  /** The first byte of the state with {@code --upsert}, which has two more values at its end. */
  private static final byte FORMAT_WITH_NEWEST = 4;

  public static BucketState empty(CountRules rules) {
    NewestCalls newest = rules.ids() == CountRules.Ids.NEWEST ? new NewestCalls() : null;
    return new BucketState(new Watermark(), new Windows(), new TreeMap<>(), newest, RowCounts.ZERO);
  }

  BucketState plus(RowCounts batch) {
    return new BucketState(watermark, open, seen, newest, totals.plus(batch));
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(newest == null ? FORMAT : FORMAT_WITH_NEWEST);
    watermark.writeTo(out);
    open.writeTo(out);
    Encoding.writeMap(out, seen, DataOutput::writeLong, BucketState::writeIds);
    totals.writeWithoutReplaced(out);
    if (newest != null) {
      out.writeLong(totals.replaced());
      newest.writeTo(out);
    }
  }

  /**
   * Reads a state.
   *
   * @throws CommandException if another version of this program wrote it
   */
  public static BucketState readFrom(DataInput in) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT && format != FORMAT_WITH_NEWEST) {
      throw new CommandException(
          ("the checkpoint's state has format %d and this version reads formats %d and %d:"
                  + " go on with the version that wrote it, or start with a new --checkpoint")
              .formatted(format, FORMAT, FORMAT_WITH_NEWEST));
    }
    BucketState state =
        new BucketState(
            Watermark.readFrom(in),
            Windows.readFrom(in),
            new TreeMap<>(Encoding.readMap(in, DataInput::readLong, BucketState::readIds)),
            null,
            RowCounts.readWithoutReplaced(in));
    return format == FORMAT ? state : state.readNewest(in);
  }

  private BucketState readNewest(DataInput in) throws IOException {
    RowCounts all = totals.plus(RowCounts.ofReplaced(in.readLong()));
    return new BucketState(watermark, open, seen, NewestCalls.readFrom(in), all);
  }

  private static void writeIds(DataOutput out, Set<String> ids) throws IOException {
    out.writeInt(ids.size());
    for (String id : ids) {
      Encoding.writeText(out, id);
    }
  }

  private static Set<String> readIds(DataInput in) throws IOException {
    Set<String> ids = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      ids.add(Encoding.readText(in));
    }
    return ids;
  }
}
