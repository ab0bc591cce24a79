package org.sfcrime.dashboard.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CrimeTypesCsv;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.counts.CrimeTypeNames.Meaning;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.View;
import org.sfcrime.dashboard.view.ViewBuilder;

/** Uses the project's own table: types as written, canonical types and categories. */
class CrimeTypeNamesTest {
  private static final Path TABLE = Path.of("..", "data", "crime-types.csv");
  private static final long START = WallClock.parse("2018-12-31 23:50:00");

  private static CrimeTypeNames types;

  @BeforeAll
  static void read() throws IOException {
    types = CrimeTypeNames.read(TABLE);
  }

  private static Collection<List<String>> rows() throws IOException {
    try (InputStream in = Files.newInputStream(TABLE)) {
      return CrimeTypesCsv.read("", in, List.of("canonical_type", "category")).values();
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
    for (List<String> row : rows()) {
      String category = row.get(1);
      assertThat(types.of(category)).isEqualTo(new Meaning(category, category));
    }
  }

  @Test
  void canonicalType_hasItsCategory() throws IOException {
    for (List<String> row : rows()) {
      Meaning meaning = types.of(row.get(0));
      assertThat(meaning.name()).isEqualToIgnoringCase(row.get(0));
      assertThat(meaning.category()).isEqualTo(row.get(1));
    }
  }

  @Test
  void groupByCategory_theCategoriesOfTheView() {
    CountsTable table = new CountsTable(types);
    table.put(
        List.of(
            new CountRecord(START, START + 600_000, "traffic_parking", "", "", 5),
            new CountRecord(START, START + 600_000, "property", "", "", 3),
            new CountRecord(START, START + 600_000, "unknown", "", "", 1)));
    Map<String, Long> categories =
        ViewBuilder.of(table, Filter.ALL).choices().categories().stream()
            .collect(Collectors.toMap(View.Bar::name, View.Bar::calls));
    assertThat(categories).isEqualTo(Map.of("traffic_parking", 5L, "property", 3L, "unknown", 1L));
  }
}
