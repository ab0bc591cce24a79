package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The number of calls of a group in a window, as the sinks receive it.
 *
 * @param windowStart in wall-clock milliseconds
 * @param description of the disposition; null if the radio codes do not have the disposition
 * @param calls the newest total, or the late calls of a batch
 */
public record Count(long windowStart, Group group, String description, long calls) {
  public String crimeType() {
    return group.crimeType();
  }

  public String disposition() {
    return group.disposition();
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(windowStart);
    Encoding.writeText(out, group.crimeType());
    Encoding.writeText(out, group.disposition());
    out.writeBoolean(description != null);
    if (description != null) {
      Encoding.writeText(out, description);
    }
    out.writeLong(calls);
  }

  public static Count readFrom(DataInput in) throws IOException {
    return new Count(
        in.readLong(),
        new Group(Encoding.readText(in), Encoding.readText(in)),
        in.readBoolean() ? Encoding.readText(in) : null,
        in.readLong());
  }
}
