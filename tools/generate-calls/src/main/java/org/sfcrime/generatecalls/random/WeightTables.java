package org.sfcrime.generatecalls.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the CSV files with the weights; data/README.md describes how they were made. */
public final class WeightTables {
  private static final String FOLDER = "/org/sfcrime/generatecalls/";
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private WeightTables() {}

  /** Reads elements that are picked in proportion to the column {@code weight}. */
  public static <T> WeightedChoice<T> choice(String name, Function<CSVRecord, T> element) {
    return choice(name, row -> true, element);
  }

  /**
   * Reads elements of some rows only.
   *
   * @throws IllegalArgumentException if the condition holds for no row
   */
  public static <T> WeightedChoice<T> choice(
      String name, Predicate<CSVRecord> condition, Function<CSVRecord, T> element) {
    List<CSVRecord> rows = read(name).stream().filter(condition).toList();
    int[] weights = rows.stream().mapToInt(row -> number(row, "weight")).toArray();
    return new WeightedChoice<>(rows.stream().map(element).toList(), weights);
  }

  public static List<CSVRecord> read(String name) {
    try (InputStream file = WeightTables.class.getResourceAsStream(FOLDER + name);
        CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
      return rows.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar has an unreadable " + name, e);
    }
  }

  public static int number(CSVRecord row, String column) {
    return Integer.parseInt(row.get(column));
  }
}
