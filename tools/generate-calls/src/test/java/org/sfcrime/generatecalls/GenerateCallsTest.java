package org.sfcrime.generatecalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCallsTest {
  private static final String CALLS = "--calls 7000 --days 3 --seed 2018";

  @TempDir private Path folder;

  @Test
  void run_firstCallLooksLikeTheCitysFile() {
    assertThat(GeneratorRun.by("--calls 1 --days 1 --seed 3").out())
        .isEqualTo(
            """
            [{"crime_id":"183653487","original_crime_type_name":"22500f",\
            "report_date":"2018-12-31T00:00:00.000","call_date":"2018-12-31T00:00:00.000",\
            "offense_date":"2018-12-31T00:00:00.000","call_time":"23:31",\
            "call_date_time":"2018-12-31T23:31:00.000","disposition":"GOA",\
            "address":"Sutter St\\/albion St","city":"San Francisco","state":"CA",\
            "agency_id":"1","address_type":"Intersection","common_location":""}]
            """);
  }

  @Test
  void run_localeDoesNotMatter() {
    String expected = GeneratorRun.by("--calls 50 --days 1 --seed 5").out();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(GeneratorRun.by("--calls 50 --days 1 --seed 5").out()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void run_anotherSeedGivesOtherCalls() {
    assertThat(GeneratorRun.by("--calls 50 --days 1 --seed 5").out())
        .isNotEqualTo(GeneratorRun.by("--calls 50 --days 1 --seed 6").out());
  }

  @Test
  void run_countIsExact() throws IOException {
    for (int calls : new int[] {0, 1, 2, 5, 999, 20_000}) {
      assertThat(GeneratorRun.by("--calls " + calls + " --days 9 --seed 1").calls()).hasSize(calls);
    }
  }

  @Test
  void run_idsAreUniqueAndTellTheDay() throws IOException {
    List<JsonNode> calls = GeneratorRun.by(CALLS).calls();
    assertThat(calls).allSatisfy(GenerateCallsTest::idTellsTheDay);
    assertThat(new HashSet<>(GeneratorRun.by(CALLS).texts("crime_id"))).hasSize(7000);
  }

  private static void idTellsTheDay(JsonNode call) {
    LocalDate date = LocalDate.parse(call.get("call_date").textValue().substring(0, 10));
    assertThat(call.get("crime_id").textValue())
        .hasSize(9)
        .startsWith("" + (date.getYear() % 100) + date.getDayOfYear());
  }

  /** The rule by which the producer and the job accept a call. */
  @Test
  void run_everyCallIsAcceptable() throws IOException {
    List<JsonNode> calls = GeneratorRun.by(CALLS).calls();
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.properties()).hasSize(14).allMatch(f -> f.getValue().isTextual());
              assertThat(call.get("crime_id").textValue()).isNotBlank();
              assertThat(call.get("original_crime_type_name").textValue()).isNotBlank();
              String time = call.get("call_date_time").textValue();
              assertThat(time).hasSize(23).endsWith(":00.000");
              assertThat(LocalDateTime.parse(time)).isAfter(LocalDateTime.of(2000, 1, 1, 0, 0));
              assertThat(time).contains(call.get("call_time").textValue());
            });
  }

  @Test
  void run_idsAreUniqueOnCrowdedDays() throws IOException {
    List<String> ids = GeneratorRun.by("--calls 60000 --days 2 --seed 1").texts("crime_id");
    assertThat(new HashSet<>(ids)).hasSize(60_000);
    assertThat(ids).allMatch(id -> id.matches("18\\d{3}\\d{4,5}"));
  }

  @Test
  void run_newestFirstInThreeStitchedSegments() throws IOException {
    List<String> times = GeneratorRun.by("--calls 7000 --days 4 --seed 1").texts("call_date_time");
    List<String> jumps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      String day = times.get(i).substring(0, 10);
      String previousDay = times.get(i - 1).substring(0, 10);
      if (times.get(i).compareTo(times.get(i - 1)) > 0) {
        jumps.add("forward " + previousDay + " " + day);
      } else if (previousDay.startsWith("2018-12") && !day.startsWith("2018-12")) {
        jumps.add("back " + previousDay + " " + day);
      }
    }
    // As in the city's file: 90 days back, then 50 forward.
    assertThat(jumps)
        .containsExactly("back 2018-12-31 2018-10-02", "forward 2018-10-02 2018-11-21");
  }

  @Test
  void run_eventTimeHasTheSameCallsInOrder() throws IOException {
    List<JsonNode> byId =
        new ArrayList<>(GeneratorRun.by("--calls 3000 --days 2 --seed 1").calls());
    byId.sort(Comparator.comparing(call -> call.get("crime_id").textValue()));
    GeneratorRun eventTime = GeneratorRun.by("--calls 3000 --days 2 --seed 1 --order event-time");
    assertThat(eventTime.texts("call_date_time")).isSorted();
    assertThat(eventTime.calls()).isEqualTo(byId);
  }

  @Test
  void run_ndjsonHasOneObjectALine() throws IOException {
    List<JsonNode> array = GeneratorRun.by("--calls 20 --days 1 --seed 1").calls();
    List<String> lines =
        GeneratorRun.by("--calls 20 --days 1 --seed 1 --format ndjson").out().lines().toList();
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> objects = new ArrayList<>();
    for (String line : lines) {
      objects.add(json.readTree(line));
    }
    assertThat(objects).isEqualTo(array);
  }

  @Test
  void run_fileIsWrittenWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("calls.json.gz");
    GeneratorRun written = GeneratorRun.by("--calls 20 --days 1 --seed 1 --out " + file);
    assertThat(written).isEqualTo(new GeneratorRun(0, "", ""));
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(GeneratorRun.by("--calls 20 --days 1 --seed 1").out());
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void run_unwritableFileIsOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path calls = file.resolve("calls.json");
    assertThat(GeneratorRun.by("--calls 1 --days 1 --out " + calls))
        .isEqualTo(
            new GeneratorRun(
                1,
                "",
                "generate-calls: cannot write %s: %s is not a directory\n".formatted(calls, file)));
  }

  @Test
  void run_closedOutputEndsTheProgram() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    // So many calls that a program that ignores the error would write for hours.
    String[] args = {"--calls", "100000000000", "--days", "5000"};
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        GenerateCalls.run(
            args,
            new PrintStream(closed, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("generate-calls: standard output cannot be written: ")
        .hasLineCount(1);
  }

  @Test
  void run_usageErrors() {
    assertThat(GeneratorRun.by("--calls -1 --days 1").exitCode()).isEqualTo(2);
    assertThat(GeneratorRun.by("--calls 1 --days 0").exitCode()).isEqualTo(2);
    assertThat(GeneratorRun.by("--calls 1 --days 6900").err())
        .startsWith("generate-calls: --days (6900) must be at most 6853 up to 2018-11-21");
    assertThat(GeneratorRun.by("--calls 1 --order backwards").exitCode()).isEqualTo(2);
    assertThat(GeneratorRun.by("--calls 1 --end-date 2099-12-31").exitCode()).isEqualTo(2);
    assertThat(GeneratorRun.by("--days 1").exitCode()).isEqualTo(2);
    assertThat(GeneratorRun.by("--calls 100 --days 1 --excess Burglary").err())
        .startsWith("generate-calls: --excess (Burglary) must be a crime type and a number");
    assertThat(GeneratorRun.by("--calls 100 --days 1 --excess Burglar=1").err())
        .startsWith("generate-calls: --excess (Burglar): no such crime type");
    assertThat(GeneratorRun.by("--calls 100 --days 1 --excess Burglary=99").err())
        .startsWith("generate-calls: --excess (99) must be at most 1, the calls of the last hour");
  }
}
