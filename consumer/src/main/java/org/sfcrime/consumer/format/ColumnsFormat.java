package org.sfcrime.consumer.format;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallField;

/**
 * Prints fields of a call in aligned columns, and then partition/offset. A line that is longer than
 * the terminal is printed with narrower columns, and on a narrow terminal without partition/offset.
 */
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
  private static final int LAST_WIDTH = "10/100000000".length();
  private static final int NARROWEST_COLUMN = 6;
  private static final int NARROWEST_TERMINAL = 20;
  private static final int LEAST_FOR_OFFSET = 60;

  private final CallText call = new CallText();
  private final boolean isTable;
  private final int terminalColumns;
  private final List<Column> columns;
  private final List<Column> fitted;

  private ColumnsFormat(boolean isTable, int terminalColumns, Column... columns) {
    this.isTable = isTable;
    this.terminalColumns = Math.max(terminalColumns, NARROWEST_TERMINAL);
    this.fitted = fit(List.of(columns), this.terminalColumns);
    this.columns = isTable ? fitted : List.of(columns);
  }

  /** Returns a format without a header, in which a long text moves the following texts. */
  static ColumnsFormat line(int terminalColumns) {
    Column address = new Column("Address", 40, CallField.ADDRESS);
    return new ColumnsFormat(false, terminalColumns, TIME, TYPE, DISPOSITION, address);
  }

  /** Returns a format with a header, which cuts long texts. */
  static ColumnsFormat table(int terminalColumns) {
    Column address = new Column("Address", 36, CallField.ADDRESS);
    return new ColumnsFormat(true, terminalColumns, TIME, ID, TYPE, DISPOSITION, address, CITY);
  }

  /** Makes the last columns narrower, and leaves out those that would be too narrow. */
  private static List<Column> fit(List<Column> columns, int room) {
    List<Column> fitted = new ArrayList<>(columns);
    int forOffset = room < LEAST_FOR_OFFSET ? 0 : GAP.length() + LAST_WIDTH;
    int excess = width(columns) + forOffset - room;
    for (int i = columns.size() - 1; i > 0 && excess > 0; i--) {
      Column column = fitted.remove(i);
      int width = column.width() - excess;
      excess -= column.width() + GAP.length();
      if (width >= NARROWEST_COLUMN) {
        fitted.add(new Column(column.title(), width, column.field()));
      }
    }
    return fitted;
  }

  /** The width of all columns with the gaps between them. */
  private static int width(List<Column> columns) {
    return columns.stream().mapToInt(column -> GAP.length() + column.width()).sum() - GAP.length();
  }

  @Override
  public void header(StringBuilder text) {
    if (isTable) {
      int start = text.length();
      columns.forEach(column -> append(column.title(), column.width(), true, text));
      endLine(LAST_TITLE, start, text);
      start = text.length();
      columns.forEach(column -> append("-".repeat(column.width()), column.width(), true, text));
      endLine("-".repeat(LAST_TITLE.length()), start, text);
    }
  }

  @Override
  public void append(ConsumerRecord<byte[], byte[]> record, StringBuilder text) {
    call.parse(record);
    String last = record.partition() + "/" + record.offset();
    int start = text.length();
    append(columns, isTable, text);
    if (text.length() - start + last.length() > terminalColumns) {
      text.setLength(start);
      append(fitted, true, text);
    }
    endLine(last, start, text);
  }

  private void append(List<Column> shown, boolean cuts, StringBuilder text) {
    if (call.problem() != null) {
      append(call.problem(), cuts ? width(shown) : 0, cuts, text);
    } else {
      shown.forEach(column -> append(call.field(column.field()), column.width(), cuts, text));
    }
  }

  private static void append(String cell, int width, boolean cuts, StringBuilder text) {
    String shown = cuts ? CallText.cut(cell, width) : cell;
    text.append(shown).append(" ".repeat(Math.max(0, width - shown.length()))).append(GAP);
  }

  /** Appends the last text, which may still be too long for the terminal. */
  private void endLine(String last, int start, StringBuilder text) {
    if (terminalColumns >= LEAST_FOR_OFFSET) {
      text.append(last);
    }
    if (text.length() - start > terminalColumns) {
      String line = CallText.cut(text.substring(start).stripTrailing(), terminalColumns);
      text.setLength(start);
      text.append(line);
    }
    text.append('\n');
  }
}
