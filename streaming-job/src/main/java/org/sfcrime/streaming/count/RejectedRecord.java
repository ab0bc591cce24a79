package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import org.sfcrime.callrecord.RejectionReason;

/**
 * A record that is not an accepted call.
 *
 * @param value the unchanged bytes; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RejectedRecord(int partition, long offset, RejectionReason reason, byte[] value)
    implements Serializable {
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeUTF(reason.name());
    out.writeInt(value == null ? -1 : value.length);
    if (value != null) {
      out.write(value);
    }
  }

  public static RejectedRecord readFrom(DataInput in) throws IOException {
    int partition = in.readInt();
    long offset = in.readLong();
    RejectionReason reason = RejectionReason.valueOf(in.readUTF());
    int length = in.readInt();
    byte[] value = length < 0 ? null : new byte[length];
    if (value != null) {
      in.readFully(value);
    }
    return new RejectedRecord(partition, offset, reason, value);
  }
}
