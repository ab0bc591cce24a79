package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerTest extends ConsumerHarness {
  private static final Path SAMPLE = Path.of("../../shared/data/sfpd-calls-2018-sample.json");

  private JsonNode verify(int exitCode, Path file) throws IOException {
    Path report = directory.resolve("report/r.json");
    assertThat(
            run(
                "--from-beginning",
                "--until-end",
                "--quiet",
                "--expect-file",
                file.toString(),
                "--report",
                report.toString()))
        .as(errors())
        .isEqualTo(exitCode);
    assertThat(report.resolveSibling("r.json.part")).doesNotExist();
    return new ObjectMapper().readTree(report.toFile());
  }

  private static String differences(JsonNode report) {
    List<String> parts = new ArrayList<>();
    for (String name :
        List.of("expected", "missing", "duplicates", "unexpected", "altered", "malformed")) {
      parts.add(name + " " + report.get(name));
    }
    return String.join(", ", parts) + ", holds " + report.get("expectations_hold");
  }

  @Test
  void run_allArrived() throws IOException {
    hold(ConsumedCalls.json("1"), ConsumedCalls.json("2"));
    JsonNode report =
        verify(0, expected(ConsumedCalls.json("2"), ConsumedCalls.json("1"), "broken"));
    assertThat(errors())
        .contains("rejected and not expected: not_json 1 (first: record 3)")
        .contains("expected 2 calls: all arrived once, unchanged");
    assertThat(differences(report))
        .isEqualTo(
            "expected 2, missing 0, duplicates 0, unexpected 0, altered 0, malformed 0, holds true");
    assertThat(report.get("consumed").asInt()).isEqualTo(2);
    assertThat(report.get("ids_seen_twice").asInt()).isZero();
    assertThat(report.get("interrupted").asBoolean()).isFalse();
    assertThat(report.get("partitions").toString())
        .isEqualTo(
            "[{\"partition\":0,\"records\":2,\"first_offset\":0,\"last_offset\":1,\"end_offset\":2,\"lag\":0}]");
    assertThat(topic.consumer.closed()).isTrue();
  }

  @Test
  void run_everyDifference() throws IOException {
    hold(
        ConsumedCalls.json("1"),
        ConsumedCalls.json("1"),
        ConsumedCalls.json("2", "Oakland"),
        ConsumedCalls.json("9"),
        "{\"crime_id\":\"bad\"}");
    JsonNode report =
        verify(
            3,
            expected(
                ConsumedCalls.json("1"),
                ConsumedCalls.json("2"),
                ConsumedCalls.json("3"),
                ConsumedCalls.json("4")));
    assertThat(differences(report))
        .isEqualTo(
            "expected 4, missing 2, duplicates 1, unexpected 2, altered 1, malformed 1, holds false");
    assertThat(errors())
        .contains("  3 (record 3 of the file)")
        .contains("  4 (record 4 of the file)")
        .contains("  1 at partition 0, offset 1")
        .contains("  2 at partition 0, offset 2")
        .contains("  9 at partition 0, offset 3")
        .contains("  bad at partition 0, offset 4 (malformed: missing_call_date_time)")
        .contains("expected 4 calls: 2 missing, 1 duplicate, 2 unexpected, 1 altered")
        .contains("ids seen twice: 1");
  }

  @Test
  void run_wrongKeyIsAltered() throws IOException {
    topic.end(0, 2);
    topic.arrive(
        ConsumedCalls.record(
            0, 0, ConsumedCalls.bytes("7"), ConsumedCalls.bytes(ConsumedCalls.json("1"))),
        ConsumedCalls.record(0, 1, null, ConsumedCalls.bytes(ConsumedCalls.json("2"))));
    JsonNode report = verify(3, expected(ConsumedCalls.json("1"), ConsumedCalls.json("2")));
    assertThat(differences(report))
        .isEqualTo(
            "expected 2, missing 0, duplicates 0, unexpected 0, altered 1, malformed 0, holds false");
    assertThat(errors())
        .contains("1 at partition 0, offset 0 (its key is 7)")
        .contains("1 calls have no key");
  }

  @Test
  void run_listsAreLimited() throws IOException {
    Path file = expected(ConsumedCalls.json("1"), ConsumedCalls.json("2"), ConsumedCalls.json("3"));
    assertThat(run("--until-end", "--max-listed", "1", "--expect-file", file.toString()))
        .isEqualTo(3);
    assertThat(errors())
        .contains("missing: 3")
        .contains("  1 (record 1 of the file)")
        .contains("  and 2 more")
        .doesNotContain("  2 (record");
  }

  @Test
  void run_endsByItselfWhenExpectedArrived() throws IOException {
    hold(ConsumedCalls.json("1"));
    Path file = expected(ConsumedCalls.json("1"));
    assertThat(run("--from-beginning", "--expect-file", file.toString())).isZero();
  }

  @Test
  void run_expectCount() {
    hold(ConsumedCalls.json("1"), ConsumedCalls.json("1"));
    assertThat(run("--from-beginning", "--until-end", "--expect-count", "2")).isZero();
    assertThat(errors()).contains("expected 2 records: all arrived", "ids seen twice: 1");
  }

  @Test
  void run_expectCountNotMet() {
    hold(ConsumedCalls.json("1"));
    assertThat(run("--from-beginning", "--until-end", "--expect-count", "2")).isEqualTo(3);
    assertThat(errors()).contains("expected 2 records: 1 arrived");
  }

  @Test
  void run_timeoutRequested() {
    hold(ConsumedCalls.json("1"));
    assertThat(run("--from-beginning", "--timeout-ms", "20", "--no-check-ids")).isZero();
    assertThat(errors()).doesNotContain("fell short", "ids seen twice");
  }

  @Test
  void run_timeoutFellShort() {
    hold(ConsumedCalls.json("1"));
    assertThat(run("--from-beginning", "--timeout-ms", "20", "--max-messages", "2")).isEqualTo(3);
    assertThat(errors()).contains("fell short: 1 of 2 records arrived before the time-out");
  }

  @Test
  void run_timeoutBeforeTheEnd() {
    topic.end(0, 1);
    assertThat(run("--from-beginning", "--timeout-ms", "5", "--until-end")).isEqualTo(3);
    assertThat(errors()).contains("fell short: the time-out came before the end offsets");
  }

  @Test
  void run_maxMessages() {
    hold(ConsumedCalls.json("1"), ConsumedCalls.json("2"));
    assertThat(run("--from-beginning", "--max-messages", "1")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void run_signal() throws IOException {
    hold(ConsumedCalls.json("1"));
    topic.atPoll(topic.consumer::wakeup);
    Path report = directory.resolve("r.json");
    assertThat(run("--from-beginning", "--report", report.toString())).isEqualTo(130);
    assertThat(errors()).contains("1 records in");
    assertThat(new ObjectMapper().readTree(report.toFile()).get("interrupted").asBoolean())
        .isTrue();
  }

  @Test
  void run_brokerRefuses() {
    topic.atPoll(
        () -> topic.consumer.setPollException(new AuthorizationException("Not authorized: calls")));
    assertThat(run("--from-beginning")).isEqualTo(1);
    assertThat(errors())
        .isEqualToIgnoringNewLines(
            "consumer: User:ANONYMOUS lacks the right Read on topic "
                + ConsumedCalls.TOPIC
                + ": grant it, see docs/security.md (bootstrap server: localhost:9092)");
  }

  @Test
  void run_reportCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(run("--until-end", "--report", file.resolve("r.json").toString())).isEqualTo(1);
    assertThat(errors()).contains("consumer: cannot write " + file + "/r.json: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--max-messages -1",
        "--max-messages x",
        "--timeout-ms -1",
        "--partition -1",
        "--partition 0 --offset -1",
        "--offset 3",
        "--partition 1 --group g",
        "--partition 1 --offset 1 --from-beginning",
        "--expect-count -1",
        "--format xml",
        "--max-listed -1",
        "--broker-timeout-ms 0",
        "--command-property group.id=g",
        "--command-property nonsense",
        "--topic a/b",
        "--no-such-option"
      })
  void run_usage(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(errors()).startsWith("consumer: ").endsWith("(see --help)" + System.lineSeparator());
    assertThat(errors()).hasLineCount(1);
  }

  @Test
  void run_expectFileMissing() {
    assertThat(run("--expect-file", directory.resolve("none").toString())).isEqualTo(1);
    assertThat(errors()).startsWith("consumer: cannot read --expect-file ").hasLineCount(1);
  }

  @Test
  void run_help() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--expect-file=FILE", "Exit codes:");
  }

  @Test
  void run_realSample() throws IOException {
    assumeThat(SAMPLE).as("the real sample is not part of the repository").exists();
    JsonNode calls = new ObjectMapper().readTree(SAMPLE.toFile());
    String[] records = new String[calls.size()];
    for (int i = 0; i < records.length; i++) {
      // Newest first in the file, oldest first in the topic.
      records[i] = calls.get(records.length - 1 - i).toString();
    }
    hold(records);
    JsonNode report = verify(0, SAMPLE);
    assertThat(report.get("expected").asInt()).isEqualTo(6_802);
    assertThat(errors()).contains("expected 6,802 calls: all arrived once, unchanged");
  }
}
