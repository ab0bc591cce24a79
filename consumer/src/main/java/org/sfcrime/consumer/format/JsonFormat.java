package org.sfcrime.consumer.format;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.SafeText;

/**
 * Prints one JSON object on each line: topic, partition, offset, timestamp (milliseconds), key and
 * value. A value that is JSON is printed as JSON, without white space between tokens; any other
 * value is printed as a string.
 */
final class JsonFormat implements RecordFormat {
  private final CallReader reader = new CallReader();

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
      // SafeText escapes characters only inside JSON strings, where the escapes mean the same.
      text.append(SafeText.of(reader.value().toString()));
    } else {
      appendStringOrNull(value, text);
    }
    text.append("}\n");
  }

  private boolean isJson(byte[] value) {
    RejectionReason reason = reader.parse(value, 0, value.length);
    return reason != RejectionReason.INVALID_UTF8 && reason != RejectionReason.NOT_JSON;
  }

  private static void appendStringOrNull(byte[] bytes, StringBuilder text) {
    if (bytes == null) {
      text.append("null");
    } else {
      appendString(new String(bytes, StandardCharsets.UTF_8), text);
    }
  }

  private static void appendString(String string, StringBuilder text) {
    String escaped = SafeText.of(string.replace("\\", "\\\\").replace("\"", "\\\""));
    text.append('"').append(escaped).append('"');
  }
}
