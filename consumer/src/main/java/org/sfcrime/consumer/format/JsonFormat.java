package org.sfcrime.consumer.format;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.commandline.SafeText;
import org.sfcrime.consumer.verify.Json;
import org.sfcrime.consumer.verify.JsonScanner;
import org.sfcrime.consumer.verify.Utf8;

/**
 * One JSON object a line: topic, partition, offset, timestamp (milliseconds), key and value. A
 * value that is JSON stands as it was sent, without the white space between its tokens; any other
 * as a string.
 */
final class JsonFormat implements RecordFormat {
  private final JsonScanner scanner = new JsonScanner();

  @Override
  public void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text) {
    text.append("{\"topic\":");
    appendString(record.topic(), text);
    text.append(",\"partition\":").append(record.partition());
    text.append(",\"offset\":").append(record.offset());
    text.append(",\"timestamp\":").append(record.timestamp());
    text.append(",\"key\":");
    appendStringOrNull(record.key(), text);
    text.append(",\"value\":");
    byte[] value = record.value();
    if (value != null && isJson(value)) {
      // Outside strings JSON has no character that is escaped here, and inside them the escapes
      // mean the same.
      byte[] json = Json.withoutWhiteSpace(value, 0, value.length);
      SafeText.append(new String(json, StandardCharsets.UTF_8), text);
    } else {
      appendStringOrNull(value, text);
    }
    text.append("}\n");
  }

  private boolean isJson(byte[] value) {
    int start = JsonScanner.skipWhiteSpace(value, 0, value.length);
    int end = scanner.value(value, start, value.length, 0);
    return end >= 0
        && JsonScanner.skipWhiteSpace(value, end, value.length) == value.length
        && Utf8.isValid(value, 0, value.length);
  }

  private static void appendStringOrNull(byte[] bytes, StringBuilder text) {
    if (bytes == null) {
      text.append("null");
    } else {
      appendString(new String(bytes, StandardCharsets.UTF_8), text);
    }
  }

  private static void appendString(String string, StringBuilder text) {
    text.append('"');
    SafeText.append(string.replace("\\", "\\\\").replace("\"", "\\\""), text);
    text.append('"');
  }
}
