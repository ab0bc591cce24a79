package org.sfcrime.generatecalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample in data/: the calls of 14 days, with an excess in the last hour. */
class SampleTest {
  private static final Path FILE = Path.of("../../data/sfpd-calls-sample.json.gz");
  private static final String USUAL =
      "--calls 31000 --days 14 --end-date 2018-12-31 --pieces inside --seed 2018";

  private static GeneratorRun sample;
  private static List<String> times;

  @BeforeAll
  static void generate() throws IOException {
    sample = GeneratorRun.by(USUAL, "--excess", "Noise Nuisance=15");
    times = sample.texts("call_date_time");
  }

  @Test
  void file_isTheOutputOfTheCommand() throws IOException {
    try (InputStream file = new GZIPInputStream(Files.newInputStream(FILE))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      // Not isEqualTo: its message would be tens of megabytes long.
      assertThat(text.equals(sample.out()))
          .as("data/sfpd-calls-sample.json.gz is the output of generate-calls; see data/README.md")
          .isTrue();
    }
    assertThat(FILE.toFile().length()).isLessThan(1_000_000);
  }

  @Test
  void documents_haveTheCommand() throws IOException {
    String command =
        "bin/generate-calls --calls 31000 --days 14 --end-date 2018-12-31 --pieces inside"
            + " --excess 'Noise Nuisance=15' --seed 2018";
    assertThat(Files.readString(Path.of("../../data/README.md")).replaceAll("[\\\\\\s]+", " "))
        .contains(command + " --out data/sfpd-calls-sample.json.gz");
    assertThat(GeneratorRun.by("--help").out().replaceAll("\\s+", " "))
        .contains(command.substring("bin/generate-calls ".length()));
  }

  @Test
  void times_everyHourOfTheDaysHasCalls() {
    Map<String, Long> hours =
        times.stream()
            .collect(Collectors.groupingBy(time -> time.substring(0, 13), Collectors.counting()));
    assertThat(hours).hasSize(14 * 24);
    assertThat(hours.get("2018-12-31T23")).isGreaterThan(50);
    assertThat(times.get(0)).isGreaterThan("2018-12-31T23:50");
  }

  /** As in the city's file: a piece of the newest day, a piece of an old day, whole days. */
  @Test
  void times_newestFirstInThreeStitchedSegments() {
    List<String> jumps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      String time = times.get(i);
      String previous = times.get(i - 1);
      if (time.compareTo(previous) > 0) {
        jumps.add("forward " + previous.substring(0, 13) + " " + time.substring(0, 13));
      } else if (LocalDateTime.parse(time).isBefore(LocalDateTime.parse(previous).minusDays(1))) {
        jumps.add("back " + previous.substring(0, 13) + " " + time.substring(0, 13));
      }
    }
    assertThat(jumps)
        .containsExactly("back 2018-12-31T21 2018-12-18T09", "forward 2018-12-18T09 2018-12-31T21");
  }

  @Test
  void ids_areUnique() throws IOException {
    assertThat(new HashSet<>(sample.texts("crime_id"))).hasSize(31_000);
  }

  @Test
  void pieces_areOtherCallsThanTheRestOfTheDay() throws IOException {
    List<String> night = addresses("2018-12-18T00:00", "2018-12-18T09:11");
    List<String> piece = addresses("2018-12-18T09:11", "2018-12-18T09:57");
    assertThat(piece).hasSizeGreaterThan(20).isNotEqualTo(night.subList(0, piece.size()));
  }

  private static List<String> addresses(String from, String to) throws IOException {
    return sample.calls().stream()
        .filter(call -> isBetween(call.get("call_date_time").textValue(), from, to))
        .sorted(Comparator.comparing(call -> call.get("crime_id").textValue()))
        .map(call -> call.get("address").textValue())
        .toList();
  }

  private static boolean isBetween(String time, String from, String to) {
    return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
  }

  @Test
  void excess_isInTheLastHourOnly() throws IOException {
    Set<JsonNode> usual = new HashSet<>(GeneratorRun.by(USUAL).calls());
    List<JsonNode> planted = sample.calls().stream().filter(call -> !usual.contains(call)).toList();
    assertThat(planted)
        .hasSizeBetween(14, 15)
        .allSatisfy(
            call -> {
              assertThat(call.get("original_crime_type_name").textValue())
                  .isEqualTo("Noise Nuisance");
              assertThat(call.get("call_date_time").textValue()).startsWith("2018-12-31T23");
            });
  }
}
