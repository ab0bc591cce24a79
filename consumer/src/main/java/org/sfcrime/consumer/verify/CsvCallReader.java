package org.sfcrime.consumer.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads CSV with a header that names the columns as the JSON does or as Kaggle's export does
 * ("Crime Id"). A row that does not fit is one broken record, and reading goes on at the next line.
 */
final class CsvCallReader implements CallFileReader {
  private static final List<Integer> DATES = List.of(2, 3, 4, CallFields.CALL_DATE_TIME);
  private static final String DATE_WITHOUT_FRACTION = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d";

  private final ByteWindow window;
  private final CallFields fields;
  private final CsvRow row = new CsvRow();
  private final int[] columns;

  /**
   * The 14 fields are always there, as they are in what is published for a CSV row: empty where the
   * file lacks a column.
   */
  private final boolean[] isWithoutColumn = new boolean[CallFields.NAMES.size()];

  private String broken;

  private CsvCallReader(ByteWindow window, CallFields fields, int[] columns) {
    this.window = window;
    this.fields = fields;
    this.columns = columns;
    Arrays.fill(isWithoutColumn, true);
    Arrays.stream(columns).filter(field -> field >= 0).forEach(f -> isWithoutColumn[f] = false);
  }

  /**
   * Returns a reader if the window starts with a header that has a column for the crime's id, else
   * null.
   */
  static CsvCallReader ifHeader(ByteWindow window, CallFields fields) throws IOException {
    CsvRow header = new CsvRow();
    int length = header.read(window);
    if (length < 0) {
      return null;
    }
    int[] columns = new int[header.columns()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = CallFields.NAMES.indexOf(name(header.text(i)));
    }
    if (Arrays.stream(columns).noneMatch(field -> field == CallFields.CRIME_ID)) {
      return null;
    }
    window.startAt(window.start() + length);
    return new CsvCallReader(window, fields, columns);
  }

  /** "Crime Id" is crime_id. */
  private static String name(String header) {
    return header.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  @Override
  public boolean next() throws IOException {
    if (!skipBlankLines()) {
      return false;
    }
    int length = row.read(window);
    if (length < 0 || row.columns() != columns.length) {
      broken = Reasons.NOT_CSV;
      skipLine();
      return true;
    }
    int start = window.start();
    broken = Utf8.isValid(window.bytes(), start, start + length) ? null : Reasons.INVALID_UTF8;
    fill();
    window.startAt(start + length);
    return true;
  }

  private void fill() {
    fields.clear();
    for (int field = 0; field < CallFields.NAMES.size(); field++) {
      if (isWithoutColumn[field]) {
        fields.set(field, CallFields.Kind.STRING, new byte[0], 0, 0);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0) {
        keep(columns[i], i);
      }
    }
  }

  private void keep(int field, int column) {
    byte[] text = row.bytes();
    int start = row.start(column);
    int end = row.end(column);
    if (DATES.contains(field) && row.text(column).matches(DATE_WITHOUT_FRACTION)) {
      text = (row.text(column) + ".000").getBytes(StandardCharsets.UTF_8);
      start = 0;
      end = text.length;
    }
    fields.set(field, CallFields.Kind.STRING, text, start, end);
  }

  private boolean skipBlankLines() throws IOException {
    do {
      for (int at = window.start(); at < window.limit(); at++) {
        if (window.bytes()[at] != '\n' && window.bytes()[at] != '\r') {
          window.startAt(at);
          return true;
        }
      }
      window.startAt(window.limit());
    } while (window.more());
    return false;
  }

  private void skipLine() throws IOException {
    int newline = window.find((byte) '\n', 0);
    window.startAt(newline < 0 ? window.limit() : window.start() + newline + 1);
  }

  @Override
  public String broken() {
    return broken;
  }
}
