package org.sfcrime.callfile.layout;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.sfcrime.callfile.split.CsvCells;
import org.sfcrime.callfile.split.CsvDialect;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.commandline.CommandException;

/**
 * The columns of a CSV file and their fields. The fields that every accepted call needs must have a
 * column; any other field of the layout without a column is the empty string.
 */
public final class CsvHeader {
  /** The characters that can separate the cells of a row. */
  private static final byte[] DELIMITERS = {',', ';', '\t'};

  /** Excel writes a line such as {@code sep=;} before the header. */
  private static final String SEPARATOR_LINE = "sep=";

  private final CsvCells cells;
  private final Layout layout;
  private final Map<SourceField, Integer> columnOf = new EnumMap<>(SourceField.class);

  /** The JSON names of the columns that no field is converted from; null for the others. */
  private final byte[][] furtherNames;

  private int furtherBytes;

  /**
   * @param delimiter the character between two cells
   * @throws CommandException if a needed column is missing or a column occurs twice
   */
  public CsvHeader(RawRecord header, byte delimiter) {
    cells = new CsvCells(delimiter);
    furtherNames = new byte[cells.split(header.buffer(), header.from(), header.to())][];
    List<String> names = cells.texts().stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (int column = 0; column < furtherNames.length; column++) {
      String name = names.get(column);
      SourceField field = SourceField.named(name);
      boolean isKnownTwice = field != null && columnOf.put(field, column) != null;
      if (isKnownTwice || (!name.isEmpty() && !seen.add(name))) {
        throw new CommandException("The CSV header names the column " + name + " twice.");
      }
      boolean isFurther = !name.isEmpty() && (field == null || field.callField() == null);
      furtherNames[column] = isFurther ? JsonText.name(name) : null;
      furtherBytes += isFurther ? furtherNames[column].length + 4 : 0;
    }
    layout = Layout.of(names, columnOf.keySet());
    for (SourceField field : layout.needed()) {
      if (!columnOf.containsKey(field)) {
        throw new CommandException("The CSV header lacks the column " + field.fieldName() + ".");
      }
    }
  }

  /**
   * Returns whether a file that begins with these two lines has a header: one cell names the id or
   * the time of a call.
   */
  public static boolean isHeader(String first, String second) {
    String header = first.startsWith(SEPARATOR_LINE) ? second : first;
    return knownColumns(header, delimiter(header)) > 0;
  }

  /** Returns the character between two cells of a header: the one that gives most known columns. */
  private static byte delimiter(String header) {
    byte best = DELIMITERS[0];
    for (byte delimiter : DELIMITERS) {
      best = knownColumns(header, delimiter) > knownColumns(header, best) ? delimiter : best;
    }
    return best;
  }

  /**
   * Returns how a CSV file separates its cells and lines.
   *
   * @param text the start of the file, from its first line that is not blank to the character after
   *     the end of the header
   */
  public static CsvDialect dialect(String text) {
    String first = text.lines().findFirst().orElse("");
    boolean isReturn = text.startsWith("\r", first.length());
    boolean isFeed = text.startsWith("\n", first.length() + 1);
    byte lineEnd = (byte) (isReturn && !isFeed ? '\r' : '\n');
    boolean isNamed = first.startsWith(SEPARATOR_LINE) && first.length() > SEPARATOR_LINE.length();
    return new CsvDialect(
        isNamed ? (byte) first.charAt(SEPARATOR_LINE.length()) : delimiter(first), lineEnd);
  }

  private static long knownColumns(String line, byte delimiter) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    CsvCells cells = new CsvCells(delimiter);
    cells.split(bytes, 0, bytes.length);
    List<SourceField> fields =
        cells.texts().stream().map(SourceField::named).filter(Objects::nonNull).toList();
    return fields.stream().anyMatch(SourceField::isKey) ? fields.size() : 0;
  }

  /** Returns the layout of the calls. */
  public Layout layout() {
    return layout;
  }

  /** Returns the names of the fields of the layout that have no column. */
  public List<String> missing() {
    return layout == Layout.DISPATCHED_CALLS
        ? List.of()
        : Stream.of(CallField.values())
            .map(CallField::fieldName)
            .filter(name -> !columnOf.containsKey(SourceField.named(name)))
            .toList();
  }

  /** Returns how many bytes the fields of the further columns have beside their texts. */
  int furtherBytes() {
    return furtherBytes;
  }

  /** Splits a row and sets the texts of the conversion; returns whether the row fits the header. */
  boolean read(RawRecord row, CallConversion conversion) {
    if (cells.split(row.buffer(), row.from(), row.to()) != furtherNames.length) {
      return false;
    }
    columnOf.forEach((field, column) -> cells.show(column, conversion.text(field)));
    return true;
  }

  /** Writes the cells of the last row that no field is converted from. */
  void writeFurtherTo(JsonText json) {
    Utf8 text = new Utf8();
    for (int column = 0; column < furtherNames.length; column++) {
      if (furtherNames[column] != null) {
        cells.show(column, text);
        json.field(furtherNames[column], text);
      }
    }
  }
}
