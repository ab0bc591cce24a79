package org.sfcrime.callfile.layout;

import java.time.InstantSource;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.callrecord.Utf8Decoder;

/**
 * Checks CSV records. A call becomes a JSON object with the 14 fields in the city's order, then one
 * field for each further column.
 */
public final class CsvToCall implements RecordToCall {
  private final CsvHeader header;
  private final InstantSource clock;
  private final CallConversion conversion = new CallConversion();
  private final Utf8Decoder utf8 = new Utf8Decoder();
  private final JsonText json = new JsonText();
  private final Utf8 value = new Utf8();

  public CsvToCall(CsvHeader header, InstantSource clock) {
    this.header = header;
    this.clock = clock;
  }

  @Override
  public RejectionReason check(RawRecord record) {
    if (record.isHeldWhole() && !utf8.isValid(record.buffer(), record.from(), record.to())) {
      return RejectionReason.INVALID_UTF8;
    }
    if (record.broken() != null) {
      return record.broken();
    }
    return header.read(record, conversion)
        ? conversion.check(header.layout(), clock.millis())
        : RejectionReason.NOT_CSV;
  }

  @Override
  public Layout layout() {
    return header.layout();
  }

  @Override
  public int addedBytes() {
    return RecordToCall.super.addedBytes() + header.furtherBytes();
  }

  @Override
  public long eventTimeMillis() {
    return conversion.eventTimeMillis();
  }

  @Override
  public Utf8 key() {
    return conversion.call().crimeId();
  }

  @Override
  public Utf8 value() {
    json.begin();
    conversion.writeTo(json);
    header.writeFurtherTo(json);
    json.end(value);
    return value;
  }
}
