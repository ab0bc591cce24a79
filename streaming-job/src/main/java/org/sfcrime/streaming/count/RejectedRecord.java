package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sfcrime.callrecord.RejectionReason;

/**
 * A record that is not an accepted call.
 *
 * @param value the unchanged bytes; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RejectedRecord(int partition, long offset, RejectionReason reason, byte[] value) {
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeUTF(reason.name());
    Encoding.writeBytes(out, value);
  }

  public static RejectedRecord readFrom(DataInput in) throws IOException {
    return new RejectedRecord(
        in.readInt(), in.readLong(), RejectionReason.valueOf(in.readUTF()), Encoding.readBytes(in));
  }
}
