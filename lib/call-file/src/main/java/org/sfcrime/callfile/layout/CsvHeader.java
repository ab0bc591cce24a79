package org.sfcrime.callfile.layout;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.sfcrime.callfile.split.CsvCells;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.commandline.CommandException;

/**
 * The columns of a CSV file and their fields.
 *
 * <p>A column has the name of the JSON field or Kaggle's form of this name: {@code "Crime Id"} is
 * {@code crime_id}. Other columns are ignored. The fields that every accepted call needs must have
 * a column; any other field without a column is the empty string.
 */
public final class CsvHeader {
  private static final List<CallField> NEEDED =
      List.of(CallField.CRIME_ID, CallField.ORIGINAL_CRIME_TYPE_NAME, CallField.CALL_DATE_TIME);

  private final Map<CallField, Integer> columnOf = new EnumMap<>(CallField.class);
  private final int columns;

  /**
   * @param names the cells of the header
   * @throws CommandException if a needed column is missing or a known column occurs twice
   */
  CsvHeader(List<String> names) {
    columns = names.size();
    for (int column = 0; column < columns; column++) {
      CallField field = field(names.get(column));
      if (field != null && columnOf.put(field, column) != null) {
        throw new CommandException(
            "The CSV header names the column " + field.fieldName() + " twice.");
      }
    }
    for (CallField field : NEEDED) {
      if (column(field) < 0) {
        throw new CommandException("The CSV header lacks the column " + field.fieldName() + ".");
      }
    }
  }

  /** Returns the header that a record contains. */
  public static CsvHeader of(RawRecord record) {
    return new CsvHeader(CsvCells.of(record.buffer(), record.from(), record.to()));
  }

  /** Returns whether the line can be a header: one cell names the id or the time of a call. */
  public static boolean isHeader(String line) {
    return Stream.of(line.split(",", -1))
        .map(cell -> field(cell.strip().replaceAll("^\"|\"$", "")))
        .anyMatch(field -> field == CallField.CRIME_ID || field == CallField.CALL_DATE_TIME);
  }

  public int columns() {
    return columns;
  }

  /** Returns the column of the field, counted from 0, or -1 if the field has no column. */
  public int column(CallField field) {
    return columnOf.getOrDefault(field, -1);
  }

  /** Returns the names of the fields without a column. */
  public List<String> missing() {
    return Stream.of(CallField.values())
        .filter(field -> column(field) < 0)
        .map(CallField::fieldName)
        .toList();
  }

  private static CallField field(String column) {
    return CallField.named(column.strip().toLowerCase(Locale.ROOT).replace(' ', '_'));
  }
}
