package org.sfcrime.consumer.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallField;

/**
 * Prints one aligned line for each call: event time, crime type, disposition, address,
 * partition/offset.
 */
final class LineFormat implements RecordFormat {
  private static final int TIME_WIDTH = 19;
  private static final int TYPE_WIDTH = 20;
  private static final int DISPOSITION_WIDTH = 12;
  private static final int ADDRESS_WIDTH = 40;

  private final CallText call = new CallText();

  @Override
  public void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text) {
    call.parse(record);
    if (call.problem() != null) {
      text.append(call.problem());
    } else {
      CallText.pad(call.time(), TIME_WIDTH + 2, text);
      CallText.pad(call.field(CallField.ORIGINAL_CRIME_TYPE_NAME), TYPE_WIDTH + 2, text);
      CallText.pad(call.field(CallField.DISPOSITION), DISPOSITION_WIDTH + 2, text);
      CallText.pad(call.field(CallField.ADDRESS), ADDRESS_WIDTH, text);
    }
    text.append("  ").append(CallText.position(record)).append('\n');
  }
}
