package org.sfcrime.streaming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.streaming.Calls;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.query.JobScript;
import org.sfcrime.streaming.query.RandomCalls;

class CrimeTypesTest {
  private static final List<String> RAW =
      List.of("22500e", "500e", "Dw", "DW", "Jo", "J/o", "7,2,26", "Traffic Stop", "Poss", "Größe");

  @TempDir private Path folder;

  private static CountRules rules(String groupBy) {
    CountRules like = JobScript.TUMBLING;
    return new CountRules(
        like.window(),
        like.slide(),
        Duration.ofMinutes(60),
        Duration.ofMinutes(1),
        GroupBy.parse(groupBy, null),
        CountRules.Ids.ALL,
        false);
  }

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("types.csv"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "22500e, Parking: driveway blocked (CVC 22500(e)), traffic_parking",
    "'7,2,26', Parking: yellow zone (SFTC 7.2.26), traffic_parking",
    "TRAFFIC STOP, Traffic Stop, traffic_parking",
    "Poss, Unknown, unknown",
    "never Heard of, never Heard of, unknown",
    "' Dw', ' Dw', unknown",
  })
  void named_byTheTableInTheJar(String raw, String canonicalType, String category) {
    Utf8 text = Utf8.of(raw);
    assertThat(named("canonical-type", text)).hasToString(canonicalType);
    assertThat(named("category", text)).hasToString(category);
    assertThat(named("crime-type", text)).hasToString(raw);
  }

  private static Utf8 named(String groupBy, Utf8 text) {
    return GroupBy.parse(groupBy, null).fields().get(0).names().named(text);
  }

  @Test
  void named_keepsNoBytesOfTheRecord() {
    CrimeTypes types = new CrimeTypes(Map.of("dw", "Driveway"), "unknown");
    Utf8 text = new Utf8();
    byte[] record = {'D', 'w'};
    text.set(record, 0, 2);
    assertThat(types.named(text)).hasToString("Driveway");
    record[0] = 'X';
    assertThat(types.named(text)).hasToString("unknown");
    record[0] = 'd';
    assertThat(types.named(text)).hasToString("Driveway");
  }

  @Test
  void frozenSettings_tellGroupingsAndTablesApart() throws IOException {
    assertThat(JobScript.TUMBLING.frozenSettings())
        .containsEntry("--group-by", "crime-type,disposition")
        .doesNotContainKey("the table of crime types");
    assertThat(rules("category").frozenSettings())
        .containsEntry("--group-by", "category")
        .containsKey("the table of crime types");
    CrimeTypes before = CrimeTypes.read(table("raw,category\nJo,a\n"), "category", "u");
    CrimeTypes after = CrimeTypes.read(table("raw,category\nJo,b\n"), "category", "u");
    assertThat(before.fingerprint()).isNotEqualTo(after.fingerprint());
  }

  @Test
  void naming_neverChangesATotal() {
    RandomCalls calls = new RandomCalls();
    List<List<Row>> batches =
        calls.driftingBatches(
            calls.ordered(2_000).stream().map(row -> renamed(row, RAW, calls.random)).toList(), 5);
    Map<String, Long> asWritten = totals(rules("crime-type,disposition"), batches);
    assertThat(asWritten).as("%s", calls).isNotEmpty();
    for (String groupBy : List.of("category,disposition", "canonical-type,disposition")) {
      assertThat(totals(rules(groupBy), batches)).as("%s %s", calls, groupBy).isEqualTo(asWritten);
    }
  }

  private static Row renamed(Row call, List<String> raw, Random random) {
    String json =
        new String(call.<byte[]>getAs(2), StandardCharsets.UTF_8)
            .replaceAll("Type [A-E]", raw.get(random.nextInt(raw.size())));
    return Calls.record(call.getInt(0), call.getLong(1), json);
  }

  /** The newest totals and the late calls, added up by window and disposition. */
  private static Map<String, Long> totals(CountRules rules, List<List<Row>> batches) {
    JobScript script = new JobScript(rules, 0, 1, 2);
    Map<String, Long> newest = new TreeMap<>();
    Map<String, Long> sums = new TreeMap<>();
    for (List<Row> batch : batches) {
      for (String line : script.batch(batch.toArray(new Row[0]))) {
        int end = line.lastIndexOf(' ');
        long calls = Long.parseLong(line.substring(end + 1));
        if (line.startsWith("count")) {
          newest.put(line.substring(0, end), calls);
        } else {
          sums.merge(withoutType(line.substring(0, end)), calls, Long::sum);
        }
      }
    }
    newest.forEach((line, calls) -> sums.merge(withoutType(line), calls, Long::sum));
    return sums;
  }

  /** Returns a line without its crime type, such as {@code count 2018-06-01 00:10 HAN}. */
  private static String withoutType(String line) {
    String disposition =
        List.of("HAN", "CIT", "GOA", "Not recorded").stream()
            .filter(code -> line.endsWith(" " + code))
            .findFirst()
            .orElseThrow();
    return line.substring(0, line.indexOf(' ') + 17) + " " + disposition;
  }
}
