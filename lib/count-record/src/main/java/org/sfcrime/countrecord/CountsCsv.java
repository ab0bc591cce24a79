package org.sfcrime.countrecord;

import com.univocity.parsers.common.TextWritingException;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads and writes counts as a CSV file, in the form of the job's {@code --counts-file}. The column
 * {@code crime_type} contains the kind of name that the job groups by.
 */
public final class CountsCsv {
  /** The order of the file: by window, then the highest count first, then by group. */
  public static final Comparator<CountRecord> ORDER =
      Comparator.comparingLong(CountRecord::windowStart)
          .thenComparing(Comparator.comparingLong(CountRecord::count).reversed())
          .thenComparing(CountRecord::crimeType)
          .thenComparing(CountRecord::disposition);

  private static final String[] HEADER = {
    "window_start", "window_end", "crime_type", "disposition", "description", "count"
  };

  private static final List<String> REQUIRED =
      List.of("window_start", "window_end", "crime_type", "count");

  private CountsCsv() {}

  public static void write(Stream<CountRecord> counts, Writer out) throws IOException {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setQuoteEscapingEnabled(true);
    try {
      CsvWriter csv = new CsvWriter(out, settings);
      csv.writeHeaders(HEADER);
      counts.forEachOrdered(
          count ->
              csv.writeRow(
                  WallClock.format(count.windowStart()),
                  WallClock.format(count.windowEnd()),
                  count.crimeType(),
                  count.disposition(),
                  count.description(),
                  count.count()));
      csv.flush();
    } catch (TextWritingException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Reads the counts of a file. The columns {@code disposition} and {@code description} may be
   * absent.
   *
   * @throws IllegalArgumentException if the file has another form
   */
  public static List<CountRecord> read(Path file) throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setMaxCharsPerColumn(-1);
    List<CountRecord> counts = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file)) {
      CsvTable.read(text, settings, REQUIRED, row -> counts.add(record(row)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is not a file of counts: " + e.getMessage(), e);
    }
    return counts;
  }

  private static CountRecord record(CsvTable.Row row) {
    return new CountRecord(
        WallClock.parse(row.require("window_start")),
        WallClock.parse(row.require("window_end")),
        row.require("crime_type"),
        Objects.requireNonNullElse(row.get("disposition"), ""),
        row.get("description"),
        Long.parseLong(row.require("count")));
  }
}
