package org.sfcrime.producer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Checks a CSV record; the value is a JSON object with the 14 fields in the source's order.
 *
 * <p>A blank cell is the empty string. Kaggle's file writes date-times also as {@code
 * 2018-12-31T23:57:00}: a date-time field of exactly that form gets the {@code .000} that the JSON
 * source has; all other text stays as it is.
 */
final class CsvToCall implements RecordToCall {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final CsvHeader header;
  private final CallRule rule;
  private final Utf8 utf8 = new Utf8();
  private final Map<CallField, String> fields = new EnumMap<>(CallField.class);

  CsvToCall(CsvHeader header, InstantSource clock) {
    this.header = header;
    this.rule = new CallRule(clock);
  }

  @Override
  public RejectReason check(RawRecord record) {
    if (record.isHeldWhole() && !utf8.isValid(record.buffer(), record.from(), record.to())) {
      return RejectReason.INVALID_UTF8;
    }
    if (record.broken() != null) {
      return record.broken();
    }
    List<byte[]> cells = CsvCells.of(record.buffer(), record.from(), record.to());
    if (cells.size() != header.columns()) {
      return RejectReason.NOT_CSV;
    }
    for (CallField field : CallField.values()) {
      int column = header.column(field);
      String text = column < 0 ? "" : new String(cells.get(column), StandardCharsets.UTF_8);
      text = text.isBlank() ? "" : text;
      fields.put(field, field.isDateTime() ? CallDateTime.withFraction(text) : text);
    }
    return rule.check(
        field(CallField.CRIME_ID),
        field(CallField.CALL_DATE_TIME),
        field(CallField.ORIGINAL_CRIME_TYPE_NAME));
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
