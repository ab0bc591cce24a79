package org.sfcrime.consumer.format;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallField;

/** Prints fields of a call in aligned columns, and then partition/offset. */
final class ColumnsFormat implements RecordFormat {
  private record Column(String title, int width, CallField field) {}

  private static final Column TIME = new Column("Time", 19, CallField.CALL_DATE_TIME);
  private static final Column ID = new Column("Crime id", 10, CallField.CRIME_ID);
  private static final Column TYPE =
      new Column("Crime type", 20, CallField.ORIGINAL_CRIME_TYPE_NAME);
  private static final Column DISPOSITION = new Column("Disposition", 12, CallField.DISPOSITION);
  private static final Column CITY = new Column("City", 13, CallField.CITY);
  private static final String LAST_TITLE = "Partition/offset";
  private static final String GAP = "  ";

  private final CallText call = new CallText();
  private final boolean isTable;
  private final List<Column> columns;
  private final int problemWidth;

  private ColumnsFormat(boolean isTable, Column... columns) {
    this.isTable = isTable;
    this.columns = List.of(columns);
    int width = this.columns.stream().mapToInt(column -> column.width() + GAP.length()).sum();
    problemWidth = isTable ? width - GAP.length() : 0;
  }

  /** Returns a format without a header, in which a long text moves the following texts. */
  static ColumnsFormat line() {
    return new ColumnsFormat(
        false, TIME, TYPE, DISPOSITION, new Column("Address", 40, CallField.ADDRESS));
  }

  /** Returns a format with a header, which cuts long texts. */
  static ColumnsFormat table() {
    return new ColumnsFormat(
        true, TIME, ID, TYPE, DISPOSITION, new Column("Address", 36, CallField.ADDRESS), CITY);
  }

  @Override
  public void header(StringBuilder text) {
    if (isTable) {
      columns.forEach(column -> append(column.title(), column.width(), text));
      text.append(LAST_TITLE).append('\n');
      columns.forEach(column -> append("-".repeat(column.width()), column.width(), text));
      text.append("-".repeat(LAST_TITLE.length())).append('\n');
    }
  }

  @Override
  public void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text) {
    call.parse(record);
    if (call.problem() != null) {
      append(call.problem(), problemWidth, text);
    } else {
      columns.forEach(column -> append(call.field(column.field()), column.width(), text));
    }
    text.append(record.partition()).append('/').append(record.offset()).append('\n');
  }

  private void append(String cell, int width, StringBuilder text) {
    String shown = isTable ? CallText.cut(cell, width) : cell;
    text.append(shown).append(" ".repeat(Math.max(0, width - shown.length()))).append(GAP);
  }
}
