package org.sfcrime.dashboard.counts;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The counts of a finished run: what the job writes with {@code --counts-file}. */
public final class CountsFile {
  private CountsFile() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the file is not one of counts
   */
  public static List<Count> read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<Count> counts = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (CSVRecord row : format.parse(reader)) {
        counts.add(
            new Count(
                WallClock.parse(row.get("window_start")),
                WallClock.parse(row.get("window_end")),
                row.get("crime_type"),
                row.isMapped("disposition") ? row.get("disposition") : "",
                row.isMapped("description") ? row.get("description") : "",
                Long.parseLong(row.get("count"))));
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--counts (" + file + ") is not a file of counts: " + e.getMessage(), e);
    }
    return counts;
  }
}
