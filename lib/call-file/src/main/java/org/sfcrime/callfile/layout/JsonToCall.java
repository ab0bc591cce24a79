package org.sfcrime.callfile.layout;

import java.time.InstantSource;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.callrecord.Utf8Decoder;

/** Checks JSON records; a call keeps its text, without the white space between tokens. */
public final class JsonToCall implements RecordToCall {
  private final CallReader reader;
  private final InstantSource clock;
  private final Utf8Decoder utf8 = new Utf8Decoder();

  /**
   * @param reader the reader with which the splitter scans records
   */
  public JsonToCall(CallReader reader, InstantSource clock) {
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  public RejectionReason check(RawRecord record) {
    if (record.scanned()) {
      return reader.checkScanned(clock.millis());
    }
    if (record.broken() == null) {
      return reader.read(record.buffer(), record.from(), record.to(), clock.millis());
    }
    boolean isInvalid =
        record.isHeldWhole() && !utf8.isValid(record.buffer(), record.from(), record.to());
    return isInvalid ? RejectionReason.INVALID_UTF8 : record.broken();
  }

  @Override
  public long eventTimeMillis() {
    return reader.eventTimeMillis();
  }

  @Override
  public Utf8 key() {
    return reader.fields().crimeId();
  }

  @Override
  public Utf8 value() {
    return reader.value();
  }
}
