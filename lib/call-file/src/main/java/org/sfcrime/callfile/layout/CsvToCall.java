package org.sfcrime.callfile.layout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sfcrime.callfile.split.CsvCells;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallRule;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.callrecord.Utf8Decoder;

/**
 * Checks CSV records; a call becomes a JSON object with the 14 fields in the city's order.
 *
 * <p>A blank cell becomes the empty string. Kaggle's file also has date-times without a fraction,
 * such as {@code 2018-12-31T23:57:00}: in a date-time field, {@code .000} is appended to this form.
 * All other text is unchanged.
 */
public final class CsvToCall implements RecordToCall {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern LACKS_FRACTION =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");

  private final CsvHeader header;
  private final InstantSource clock;
  private final CallRule rule = new CallRule();
  private final Utf8Decoder utf8 = new Utf8Decoder();
  private final CallFields read = new CallFields();
  private final Map<CallField, String> fields = new EnumMap<>(CallField.class);
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
    List<String> cells = CsvCells.of(record.buffer(), record.from(), record.to());
    if (cells.size() != header.columns()) {
      return RejectionReason.NOT_CSV;
    }
    for (CallField field : CallField.values()) {
      int column = header.column(field);
      String text = column < 0 ? "" : cells.get(column);
      put(field, text.isBlank() ? "" : text);
    }
    return rule.check(read, clock.millis());
  }

  @Override
  public long eventTimeMillis() {
    return rule.eventTimeMillis();
  }

  @Override
  public Utf8 key() {
    return read.crimeId();
  }

  @Override
  public Utf8 value() {
    json.reset();
    fields.forEach(json::append);
    json.write('}');
    json.show(value);
    return value;
  }

  private void put(CallField field, String text) {
    String whole =
        field.isDateTime() && LACKS_FRACTION.matcher(text).matches() ? text + ".000" : text;
    fields.put(field, whole);
    if (field.isRead()) {
      read.get(field).set(whole);
    }
  }

  /** A JSON object of strings. */
  private static final class JsonText extends ByteArrayOutputStream {
    void append(CallField field, String text) {
      write(count == 0 ? '{' : ',');
      appendString(field.fieldName());
      write(':');
      appendString(text);
    }

    void show(Utf8 view) {
      view.set(buf, 0, count);
    }

    private void appendString(String text) {
      write('"');
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        if (b == '"' || b == '\\') {
          write('\\');
          write(b);
        } else if (b >= 0 && b < 0x20) {
          writeBytes(new byte[] {'\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]});
        } else {
          write(b);
        }
      }
      write('"');
    }
  }
}
