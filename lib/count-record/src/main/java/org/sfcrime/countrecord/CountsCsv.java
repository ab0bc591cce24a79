package org.sfcrime.countrecord;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.common.TextWritingException;
import com.univocity.parsers.csv.CsvParser;
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
import java.util.Arrays;
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
      counts.forEachOrdered(count -> csv.writeRow(cells(count)));
      csv.flush();
    } catch (TextWritingException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static String[] cells(CountRecord count) {
    return new String[] {
      WallClock.format(count.windowStart()),
      WallClock.format(count.windowEnd()),
      count.crimeType(),
      count.disposition(),
      count.description(),
      Long.toString(count.count())
    };
  }

  /**
   * Reads the counts of a file. The columns {@code disposition} and {@code description} may be
   * absent.
   *
   * @throws IllegalArgumentException if the file has another form
   */
  public static List<CountRecord> read(Path file) throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setMaxCharsPerColumn(-1);
    CsvParser parser = new CsvParser(settings);
    List<CountRecord> counts = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file)) {
      parser.beginParsing(text);
      String[] first = parser.parseNext();
      List<String> header = first == null ? List.of() : Arrays.asList(first);
      if (!header.containsAll(REQUIRED)) {
        throw new IllegalArgumentException(
            "its first line must name the columns " + String.join(", ", REQUIRED));
      }
      for (String[] line = parser.parseNext(); line != null; line = parser.parseNext()) {
        counts.add(record(header, line));
      }
    } catch (TextParsingException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw invalid(file, e);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw invalid(file, e);
    }
    return counts;
  }

  private static CountRecord record(List<String> header, String[] line) {
    return new CountRecord(
        WallClock.parse(required(header, line, "window_start")),
        WallClock.parse(required(header, line, "window_end")),
        required(header, line, "crime_type"),
        Objects.requireNonNullElse(cell(header, line, "disposition"), ""),
        cell(header, line, "description"),
        Long.parseLong(required(header, line, "count")));
  }

  private static String required(List<String> header, String[] line, String column) {
    String cell = cell(header, line, column);
    if (cell == null) {
      throw new IllegalArgumentException("a line has no " + column);
    }
    return cell;
  }

  /** Returns a cell, or null if it is empty or the column is absent. */
  private static String cell(List<String> header, String[] line, String column) {
    int at = header.indexOf(column);
    return at < 0 || at >= line.length ? null : line[at];
  }

  private static IllegalArgumentException invalid(Path file, RuntimeException cause) {
    return new IllegalArgumentException(
        file + " is not a file of counts: " + cause.getMessage(), cause);
  }
}
