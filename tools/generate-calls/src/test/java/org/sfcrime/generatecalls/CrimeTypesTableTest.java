package org.sfcrime.generatecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.sfcrime.generatecalls.random.WeightTables;

/** The project's table of crime types has the types of today's data, each with its evidence. */
class CrimeTypesTableTest {
  private static final Path SAMPLES = Path.of("../../../shared/data");
  private static final Set<String> CATEGORIES =
      Set.of(
          "admin",
          "alarm",
          "other",
          "property",
          "quality_of_life",
          "traffic_parking",
          "unknown",
          "violent",
          "wellbeing");

  private static List<CSVRecord> csv(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file)) {
      return format.parse(reader).getRecords();
    }
  }

  private static List<CSVRecord> table() throws IOException {
    return csv(Path.of("../../data/crime-types.csv"));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Set<String> spellings() throws IOException {
    Set<String> spellings = new HashSet<>();
    for (CSVRecord row : table()) {
      spellings.add(lower(row.get("raw")));
    }
    return spellings;
  }

  @Test
  void table_hasEveryTypeOfTheRealClosedCalls() throws IOException {
    assertThat(WeightTables.read("dispatched-types.csv"))
        .hasSize(123)
        .extracting(row -> lower(row.get("description")))
        .isSubsetOf(spellings());
  }

  @Test
  void table_hasEveryTypeOfTheSamples() throws IOException {
    assumeThat(SAMPLES).isDirectory();
    Set<String> types = new TreeSet<>();
    for (String name :
        List.of(
            "datasf-live-rows-example.json",
            "formats/f1-live-gnap-fj3t.json",
            "formats/f2-closed-2zdj-bwza.json")) {
      JsonNode calls = new ObjectMapper().readTree(SAMPLES.resolve(name).toFile());
      for (String field : List.of("call_type_original_desc", "call_type_final_desc")) {
        types.addAll(calls.findValuesAsText(field));
      }
    }
    for (String name :
        List.of("formats/f3-closed-2zdj-bwza.csv", "formats/f5-live-gnap-fj3t.csv")) {
      for (CSVRecord call : csv(SAMPLES.resolve(name))) {
        types.add(call.get("call_type_original_desc"));
        types.add(call.get("call_type_final_desc"));
      }
    }
    assertThat(types)
        .contains("TRAFFIC STOP", "PROWLER")
        .allSatisfy(type -> assertThat(spellings()).contains(lower(type)));
  }

  @Test
  void rows_haveAKnownCategoryAndEvidence() throws IOException {
    assertThat(table())
        .allSatisfy(
            row -> {
              assertThat(row.toMap().values()).hasSize(6).doesNotContain("");
              assertThat(row.get("category")).isIn(CATEGORIES);
              assertThat(row.get("confidence")).isIn("high", "medium", "low", "none");
              assertThat(row.get("category").equals("unknown"))
                  .isEqualTo(row.get("confidence").equals("none"));
            });
  }

  /** Otherwise a job that groups by canonical type counts one type in two groups. */
  @Test
  void canonicalTypes_haveOneSpellingAndOneCategory() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (CSVRecord row : table()) {
      String meaning = row.get("canonical_type") + ": " + row.get("category");
      String same = rows.merge(lower(row.get("canonical_type")), meaning, (a, b) -> a);
      assertThat(meaning).as(row.get("raw")).isEqualTo(same);
    }
  }
}
