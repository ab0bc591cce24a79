package org.sfcrime.consumer.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallField;

/** Prints columns of fixed width under a header, and cuts texts that are too long. */
final class TableFormat implements RecordFormat {
  private enum Column {
    TIME("Time", 19, CallField.CALL_DATE_TIME),
    ID("Crime id", 10, CallField.CRIME_ID),
    TYPE("Crime type", 20, CallField.ORIGINAL_CRIME_TYPE_NAME),
    DISPOSITION("Disposition", 12, CallField.DISPOSITION),
    ADDRESS("Address", 36, CallField.ADDRESS),
    CITY("City", 13, CallField.CITY);

    private final String title;
    private final int width;
    private final CallField field;

    Column(String title, int width, CallField field) {
      this.title = title;
      this.width = width;
      this.field = field;
    }
  }

  private static final String LAST_TITLE = "Partition/offset";
  private static final int GAP = 2;

  private final CallText call = new CallText();

  @Override
  public void header(StringBuilder text) {
    for (Column column : Column.values()) {
      CallText.pad(column.title, column.width + GAP, text);
    }
    text.append(LAST_TITLE).append('\n');
    for (Column column : Column.values()) {
      CallText.pad("-".repeat(column.width), column.width + GAP, text);
    }
    text.append("-".repeat(LAST_TITLE.length())).append('\n');
  }

  @Override
  public void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text) {
    call.parse(record);
    if (call.problem() != null) {
      int width = GAP * (Column.values().length - 1);
      for (Column column : Column.values()) {
        width += column.width;
      }
      CallText.pad(CallText.cut(call.problem(), width), width + GAP, text);
    } else {
      for (Column column : Column.values()) {
        String cell = column == Column.TIME ? call.time() : call.field(column.field);
        CallText.pad(CallText.cut(cell, column.width), column.width + GAP, text);
      }
    }
    text.append(CallText.position(record)).append('\n');
  }
}
