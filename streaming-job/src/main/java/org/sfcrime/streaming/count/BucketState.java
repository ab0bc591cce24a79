package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sfcrime.commandline.CommandException;

/**
 * What a bucket of windows remembers from batch to batch. Kilobytes, whatever the number of calls.
 *
 * @param clocks how far each partition is, and the watermark
 * @param open the windows that still take calls
 * @param seen their calls' ids, where duplicates are left out
 * @param totals the running totals of the identity, of this bucket
 */
public record BucketState(Watermark clocks, Windows open, SeenIds seen, RowCounts totals) {
  /** Stands first in the checkpoint's bytes; another is refused. */
  private static final byte FORMAT = 3;

  public static BucketState empty() {
    return new BucketState(new Watermark(), new Windows(), new SeenIds(), RowCounts.ZERO);
  }

  BucketState plus(RowCounts batch) {
    return new BucketState(clocks, open, seen, totals.plus(batch));
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    clocks.writeTo(out);
    open.writeTo(out);
    seen.writeTo(out);
    totals.writeTo(out);
  }

  /**
   * Reads a state back.
   *
   * @throws CommandException if another version of this program wrote it
   */
  public static BucketState readFrom(DataInput in) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new CommandException(
          ("the checkpoint's state has format %d and this version reads format %d:"
                  + " go on with the version that wrote it, or start with a new --checkpoint")
              .formatted(format, FORMAT));
    }
    return new BucketState(
        Watermark.readFrom(in), Windows.readFrom(in), SeenIds.readFrom(in), RowCounts.readFrom(in));
  }
}
