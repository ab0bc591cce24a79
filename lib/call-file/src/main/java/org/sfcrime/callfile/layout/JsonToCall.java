package org.sfcrime.callfile.layout;

import java.time.InstantSource;
import java.util.List;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.callrecord.Utf8Decoder;

/**
 * Checks JSON records. A call in the form of the topic keeps its text, without the white space
 * between tokens; any other call is converted.
 */
public final class JsonToCall implements RecordToCall {
  private final CallReader reader;
  private final InstantSource clock;
  private final JsonFields fields;
  private final CallConversion conversion = new CallConversion();
  private final Utf8Decoder utf8 = new Utf8Decoder();
  private final JsonText json = new JsonText();
  private final Utf8 converted = new Utf8();
  private boolean isConverted;

  /**
   * @param reader the reader with which the splitter scans records
   * @param columns the names of the columns if the records are arrays; empty if they are objects
   */
  public JsonToCall(CallReader reader, List<String> columns, InstantSource clock) {
    this.reader = reader;
    this.fields = new JsonFields(columns);
    this.clock = clock;
  }

  @Override
  public RejectionReason check(RawRecord record) {
    long now = clock.millis();
    isConverted = false;
    RejectionReason reason = read(record, now);
    if (reason == null && CallDateTime.isTopicForm(reader.fields().callDateTime())) {
      return null;
    }
    if (reason != null && !canConvert(reason, record)) {
      return reason;
    }
    isConverted = true;
    reason = fields.read(record, conversion);
    return reason == null ? conversion.check(fields.layout(), now) : reason;
  }

  private RejectionReason read(RawRecord record, long now) {
    if (record.scanned()) {
      return reader.checkScanned(now);
    }
    if (record.broken() == null) {
      return reader.read(record.buffer(), record.from(), record.to(), now);
    }
    boolean isInvalid =
        record.isHeldWhole() && !utf8.isValid(record.buffer(), record.from(), record.to());
    return isInvalid ? RejectionReason.INVALID_UTF8 : record.broken();
  }

  /** Returns whether the record is JSON and might be a call in another layout. */
  private boolean canConvert(RejectionReason reason, RawRecord record) {
    return switch (reason) {
      case WRONG_TYPE, MISSING_CRIME_ID, MISSING_CALL_DATE_TIME, MISSING_CRIME_TYPE -> true;
      case NOT_AN_OBJECT -> fields.areColumns() && record.buffer()[record.from()] == '[';
      default -> false;
    };
  }

  @Override
  public Layout layout() {
    return isConverted ? fields.layout() : Layout.CALLS_2016;
  }

  @Override
  public long eventTimeMillis() {
    return isConverted ? conversion.eventTimeMillis() : reader.eventTimeMillis();
  }

  @Override
  public Utf8 key() {
    return isConverted ? conversion.call().crimeId() : reader.fields().crimeId();
  }

  @Override
  public Utf8 value() {
    if (!isConverted) {
      return reader.value();
    }
    json.begin();
    conversion.writeTo(json);
    fields.writeFurtherTo(json);
    json.end(converted);
    return converted;
  }
}
