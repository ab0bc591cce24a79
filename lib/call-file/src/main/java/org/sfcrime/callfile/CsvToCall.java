package org.sfcrime.callfile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallRule;
import org.sfcrime.callrecord.RejectionReason;

/**
 * Checks a CSV record; the value is a JSON object with the 14 fields in the source's order.
 *
 * <p>A blank cell is the empty string. Kaggle's file writes date-times also as {@code
 * 2018-12-31T23:57:00}: a date-time field of exactly that form gets the {@code .000} that the JSON
 * source has; all other text stays as it is.
 */
final class CsvToCall implements RecordToCall {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern LACKS_FRACTION =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");

  private final CsvHeader header;
  private final InstantSource clock;
  private final CallRule rule = new CallRule();
  private final Utf8Check utf8 = new Utf8Check();
  private final CallFields read = new CallFields();
  private final Map<CallField, String> fields = new EnumMap<>(CallField.class);

  CsvToCall(CsvHeader header, InstantSource clock) {
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
    List<byte[]> cells = CsvCells.of(record.buffer(), record.from(), record.to());
    if (cells.size() != header.columns()) {
      return RejectionReason.NOT_CSV;
    }
    for (CallField field : CallField.values()) {
      int column = header.column(field);
      String text = column < 0 ? "" : new String(cells.get(column), StandardCharsets.UTF_8);
      put(field, text.isBlank() ? "" : text);
    }
    return rule.check(read, clock.millis());
  }

  @Override
  public long eventTimeMillis() {
    return rule.eventTimeMillis();
  }

  @Override
  public byte[] key() {
    return field(CallField.CRIME_ID).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] value() {
    ByteArrayOutputStream json = new ByteArrayOutputStream(512);
    for (CallField field : CallField.values()) {
      json.write(json.size() == 0 ? '{' : ',');
      writeString(field.fieldName(), json);
      json.write(':');
      writeString(field(field), json);
    }
    json.write('}');
    return json.toByteArray();
  }

  private void put(CallField field, String text) {
    String whole =
        field.isDateTime() && LACKS_FRACTION.matcher(text).matches() ? text + ".000" : text;
    fields.put(field, whole);
    if (field.isRead()) {
      read.get(field).set(whole);
    }
  }

  private String field(CallField field) {
    return fields.get(field);
  }

  private static void writeString(String text, ByteArrayOutputStream json) {
    json.write('"');
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        json.write('\\');
        json.write(b);
      } else if (b >= 0 && b < 0x20) {
        json.writeBytes(new byte[] {'\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]});
      } else {
        json.write(b);
      }
    }
    json.write('"');
  }
}
