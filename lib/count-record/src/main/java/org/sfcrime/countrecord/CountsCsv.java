package org.sfcrime.countrecord;

import static java.util.Objects.requireNonNullElse;

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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Reads and writes counts as a CSV file, in the form of the job's {@code --counts-file}. */
public final class CountsCsv {
  /** The order of the file: by window, then the highest count first, then by group. */
  public static final Comparator<CountRecord> ORDER =
      Comparator.comparingLong(CountRecord::windowStart)
          .thenComparing(Comparator.comparingLong(CountRecord::count).reversed())
          .thenComparing(CountRecord::first)
          .thenComparing(CountRecord::second);

  private static final List<String> REQUIRED = List.of("window_start", "window_end", "count");

  /** The counts of a file, and their grouping fields. */
  public record Counts(GroupFields fields, List<CountRecord> rows) {}

  private CountsCsv() {}

  /** Returns the names of the columns. */
  public static List<String> columns(GroupFields fields) {
    List<String> columns = new ArrayList<>(List.of("window_start", "window_end"));
    columns.addAll(fields.names());
    if (fields.hasDescription()) {
      columns.add("description");
    }
    columns.add("count");
    return columns;
  }

  /** Returns the cells of a row. */
  public static List<String> cells(GroupFields fields, CountRecord count) {
    List<String> cells = new ArrayList<>();
    cells.add(WallClock.format(count.windowStart()));
    cells.add(WallClock.format(count.windowEnd()));
    cells.addAll(fields.values(count));
    if (fields.hasDescription()) {
      cells.add(requireNonNullElse(count.description(), ""));
    }
    cells.add(Long.toString(count.count()));
    return cells;
  }

  public static void write(GroupFields fields, Stream<CountRecord> counts, Writer out)
      throws IOException {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setQuoteEscapingEnabled(true);
    try {
      CsvWriter csv = new CsvWriter(out, settings);
      csv.writeHeaders(columns(fields));
      counts.forEachOrdered(count -> csv.writeRow(cells(fields, count)));
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
   * Reads the counts of a file. Every column without a fixed name is a grouping field; the column
   * {@code description} may be absent.
   *
   * @throws IllegalArgumentException if the file has another form
   */
  public static Counts read(Path file) throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setMaxCharsPerColumn(-1);
    List<CountRecord> counts = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file)) {
      AtomicReference<GroupFields> fields = new AtomicReference<>();
      List<String> header =
          CsvTable.read(
              text,
              settings,
              REQUIRED,
              row -> {
                if (fields.get() == null) {
                  fields.set(fields(row.header()));
                }
                counts.add(record(fields.get(), row));
              });
      return new Counts(fields(header), counts);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is not a file of counts: " + e.getMessage(), e);
    }
  }

  private static GroupFields fields(List<String> header) {
    return new GroupFields(
        header.stream().filter(name -> !GroupFields.isOtherColumn(name)).toList());
  }

  private static CountRecord record(GroupFields fields, CsvTable.Row row) {
    return new CountRecord(
        WallClock.parse(row.require("window_start")),
        WallClock.parse(row.require("window_end")),
        requireNonNullElse(row.get(fields.first()), ""),
        fields.hasSecond() ? requireNonNullElse(row.get(fields.second()), "") : "",
        row.get("description"),
        Long.parseLong(row.require("count")));
  }
}
