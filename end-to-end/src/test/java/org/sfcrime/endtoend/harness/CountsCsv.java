package org.sfcrime.endtoend.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the job's counts file, without the product's code.
 *
 * @param rows in the file's order
 */
public record CountsCsv(List<Row> rows) {
  private static final List<String> HEADER =
      List.of("window_start", "window_end", "crime_type", "disposition", "description", "count");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  /** A line of the file; times are San Francisco's wall clock, {@code yyyy-MM-dd HH:mm:ss}. */
  public record Row(
      String windowStart,
      String windowEnd,
      String crimeType,
      String disposition,
      String description,
      long count) {

    private Row(CSVRecord cells) {
      this(
          cells.get(0),
          cells.get(1),
          cells.get(2),
          cells.get(3),
          cells.get(4),
          Long.parseLong(cells.get(5)));
    }
  }

  /** A name and its number of calls. */
  public record Total(String name, long count) {}

  public static CountsCsv read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = FORMAT.parse(text)) {
      if (!lines.getHeaderNames().equals(HEADER)) {
        throw new IOException(file + " does not begin with " + HEADER);
      }
      return new CountsCsv(lines.stream().map(Row::new).toList());
    } catch (RuntimeException e) {
      throw new IOException(file + " is not a file of counts: " + e.getMessage(), e);
    }
  }

  public long sum() {
    return rows.stream().mapToLong(Row::count).sum();
  }

  public List<Total> topCrimeTypes(int most) {
    return top(Row::crimeType, most);
  }

  public List<Total> busiestWindows(int most) {
    return top(row -> row.windowStart() + " to " + row.windowEnd().substring(11), most);
  }

  /** The names with the highest sums, highest first; equal sums are in the order of their names. */
  private List<Total> top(Function<Row, String> name, int most) {
    Map<String, Long> sums =
        rows.stream()
            .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.summingLong(Row::count)));
    return sums.entrySet().stream()
        .map(sum -> new Total(sum.getKey(), sum.getValue()))
        .sorted(Comparator.comparingLong(Total::count).reversed())
        .limit(most)
        .toList();
  }
}
