package org.sfcrime.generator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The weights that stand beside this class as CSV files; data/README.md says how they were made.
 */
final class Tables {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private Tables() {}

  static List<CSVRecord> read(String name) {
    try (InputStream file = Tables.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the generator's jar lacks " + name + ": build it again");
      }
      try (Reader text = new InputStreamReader(file, StandardCharsets.UTF_8);
          CSVParser rows = FORMAT.parse(text)) {
        return rows.getRecords();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the generator's jar has an unreadable " + name, e);
    }
  }

  static int number(CSVRecord row, String column) {
    return Integer.parseInt(row.get(column));
  }
}
