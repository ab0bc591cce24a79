package org.sfcrime.generatecalls.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;

/** Writes CSV as DataSF does: quotes only where they are necessary, dates with AM and PM. */
final class CsvText {
  private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator("").get();

  private CsvText() {}

  /** Returns the form of dates and times; {@code date} is the pattern of the date. */
  static DateTimeFormatter dateTime(String date) {
    return DateTimeFormatter.ofPattern(date + " hh:mm:ss a", Locale.US);
  }

  /** Appends a record without a line end. */
  static void append(StringBuilder text, Object... values) {
    try {
      FORMAT.printRecord(text, values);
    } catch (IOException e) {
      throw new UncheckedIOException("a StringBuilder never fails", e);
    }
  }
}
