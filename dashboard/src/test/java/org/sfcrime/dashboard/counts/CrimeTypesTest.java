package org.sfcrime.dashboard.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.dashboard.counts.CrimeTypes.Meaning;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.View;
import org.sfcrime.dashboard.view.ViewBuilder;

/** The project's own table, whichever of its names the counts are kept under. */
class CrimeTypesTest {
  private static final Path TABLE = Path.of("..", "data", "crime-types.csv");
  private static final long START = WallClock.parse("2018-12-31 23:50:00");

  private static CrimeTypes types;

  @BeforeAll
  static void read() throws IOException {
    types = CrimeTypes.read(TABLE);
  }

  private static List<CSVRecord> rows() throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = format.parse(Files.newBufferedReader(TABLE))) {
      return rows.getRecords();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "22500e, Parking: driveway blocked (CVC 22500(e)), traffic_parking",
    "22500E, Parking: driveway blocked (CVC 22500(e)), traffic_parking",
    "Property, Unknown, unknown",
    "Zz, Zz, unknown",
    "' Dw', ' Dw', unknown"
  })
  void asWritten_theTablesName(String written, String name, String category) {
    assertThat(types.of(written)).isEqualTo(new Meaning(name, category));
  }

  @Test
  void category_isItsOwn() throws IOException {
    for (CSVRecord row : rows()) {
      String category = row.get("category");
      assertThat(types.of(category)).isEqualTo(new Meaning(category, category));
    }
  }

  @Test
  void canonicalType_hasItsCategory() throws IOException {
    for (CSVRecord row : rows()) {
      Meaning meaning = types.of(row.get("canonical_type"));
      assertThat(meaning.name()).isEqualToIgnoringCase(row.get("canonical_type"));
      assertThat(meaning.category()).isEqualTo(row.get("category"));
    }
  }

  @Test
  void groupByCategory_theCategoriesOfTheView() {
    CountsTable table = new CountsTable(types);
    table.put(
        List.of(
            new Count(START, START + 600, "traffic_parking", "", "", 5),
            new Count(START, START + 600, "property", "", "", 3),
            new Count(START, START + 600, "unknown", "", "", 1)));
    Map<String, Long> categories =
        ViewBuilder.of(table, Filter.ALL).choices().categories().stream()
            .collect(Collectors.toMap(View.Bar::name, View.Bar::calls));
    assertThat(categories).isEqualTo(Map.of("traffic_parking", 5L, "property", 3L, "unknown", 1L));
  }

  /** The job's {@code CrimeTypesTest} has the same table and the same answers. */
  @Test
  void read_spacesAroundACellWithoutQuotesAreNotItsOwn(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("types.csv"),
            "raw,canonical_type,category\n Jo , Jogger , other \n\" Ip\",In person,other\n");
    CrimeTypes read = CrimeTypes.read(file);
    assertThat(read.of("JO")).isEqualTo(new Meaning("Jogger", "other"));
    assertThat(read.of(" jo")).isEqualTo(new Meaning(" jo", "unknown"));
    assertThat(read.of(" ip")).isEqualTo(new Meaning("In person", "other"));
    assertThat(read.of("ip")).isEqualTo(new Meaning("ip", "unknown"));
  }

  @Test
  void read_columnIsMissing(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("types.csv"), "raw,category\nDw,other\n");
    assertThatThrownBy(() -> CrimeTypes.read(file)).hasMessageContaining("canonical_type");
  }
}
