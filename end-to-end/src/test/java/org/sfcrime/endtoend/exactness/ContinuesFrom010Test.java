package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.CountTopics;
import org.sfcrime.endtoend.harness.CountsCsv.Row;
import org.sfcrime.endtoend.harness.LedgerLines;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.TopicRecords;

/** This version continues from the topics, positions and checkpoints of version 0.1.0. */
class ContinuesFrom010Test {
  /** The lines that 0.1.0 published in file order, and the calls among them. */
  private static final int LINES_BEFORE = 417;

  private static final int CALLS_BEFORE = 414;
  private static final int CALLS_BEFORE_BY_EVENT_TIME = 345;

  /** Records of the topic from another producer; 0.1.0 rejected the first three. */
  private static final List<String> FOREIGN =
      List.of("no call 1", "no call 2", "no call 3", "no call 4", "no call 5");

  private static final String COUNTS_TOPIC = "org.sanfrancisco.sfpd.crimecounts.v1";
  private static final Duration PAGE_LIMIT = Duration.ofMinutes(1);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static StateOf010 state;
  @AutoClose private static Rig rig;
  private static long published;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    state = StateOf010.unpack(folder);
    rig = Rig.start(folder);
    published = resume(Programs.TOPIC, "--order", "file", "--transactional-id", "continued");
    Path foreign = Files.write(folder.resolve("foreign.txt"), FOREIGN.subList(3, FOREIGN.size()));
    rig.publishByConsole(Programs.TOPIC, foreign);
  }

  @Test
  void producerInFileOrder_publishesRemainingCallsOnce() {
    assertThat(published).isEqualTo(state.calls().size() - CALLS_BEFORE);
    assertThat(values(Programs.TOPIC)).containsExactlyElementsOf(sorted(state.calls(), FOREIGN));
  }

  @Test
  void producerInEventTimeOrder_publishesRemainingCallsOnce()
      throws IOException, InterruptedException {
    String rejectedTopic = "by-event-time.rejected";
    long remaining =
        resume(
            "by-event-time",
            "--transactional-id",
            "continued-by-event-time",
            "--rejected-topic",
            rejectedTopic);

    assertThat(remaining).isEqualTo(state.calls().size() - CALLS_BEFORE_BY_EVENT_TIME);
    assertThat(values("by-event-time")).containsExactlyElementsOf(sorted(state.calls(), List.of()));
    assertThat(values(rejectedTopic))
        .containsExactlyElementsOf(sorted(state.invalidLines(), List.of()));
  }

  @Test
  void job_continuesFromCheckpointAndPageFollows() throws IOException, InterruptedException {
    assertThat(counts(COUNTS_TOPIC)).containsExactlyElementsOf(rows(state.timely(LINES_BEFORE)));
    int port = ChildBroker.freePort();
    rig.start(rig.at(Programs.TOPIC, "page").dashboard(port));
    PageTotal page = new PageTotal("http://127.0.0.1:" + port + "/");
    assertShows(page, state.timely(LINES_BEFORE).count());

    assertContinues(
        "plain",
        state.timely().toList(),
        COUNTS_TOPIC,
        "org.sanfrancisco.sfpd.crimecounts.late.v1");

    assertShows(page, state.timely().count());
    assertThat(values(Programs.REJECTED_TOPIC))
        .containsExactlyElementsOf(sorted(state.invalidLines(), FOREIGN));
  }

  /** Some calls are in the topic twice, two of them once before and once after 0.1.0 ended. */
  @Test
  void deduplicatingJob_continuesFromCheckpoint() throws IOException, InterruptedException {
    String countsTopic = "deduplicated.counts";
    assertThat(counts(countsTopic))
        .containsExactlyElementsOf(rows(state.timely(LINES_BEFORE).distinct()));

    assertContinues(
        "deduplicated",
        state.timely().distinct().toList(),
        countsTopic,
        "deduplicated.late",
        "--deduplicate",
        "--dead-letter-topic",
        "deduplicated.rejected");

    assertThat(values("deduplicated.rejected")).containsExactlyElementsOf(FOREIGN);
  }

  private static long resume(String topic, String... flags)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--resume"));
    all.addAll(List.of(flags));
    return rig.publish(rig.at(topic), state.file(), all.toArray(String[]::new));
  }

  private static void assertContinues(
      String name, List<String> counted, String countsTopic, String lateTopic, String... more)
      throws IOException, InterruptedException {
    Programs programs = rig.at(Programs.TOPIC, name);
    List<JsonNode> before = LedgerLines.of(programs.checkpoint()).lines();
    List<String> flags = new ArrayList<>(List.of("--sink", "kafka", "--counts-topic", countsTopic));
    flags.addAll(List.of("--late-topic", lateTopic, "--max-offsets-per-trigger", "200"));
    flags.addAll(List.of(more));

    JobRun run = rig.countAvailable(programs, Map.of(), flags.toArray(String[]::new));

    assertThat(before).isNotEmpty();
    assertThat(programs.logs().resolve("job.log"))
        .content()
        .contains("goes on after %d batches".formatted(before.size()));
    LedgerLines ledger = LedgerLines.of(programs.checkpoint());
    assertThat(ledger.lines()).startsWith(before.toArray(JsonNode[]::new));
    ledger.assertWhole(TopicRecords.ends(programs.adminClient(), programs.topic()));
    assertThat(run.counts().rows()).containsExactlyElementsOf(rows(counted.stream()));
    assertThat(run.late().rows()).containsExactlyElementsOf(rows(state.late().stream()));
    assertThat(counts(countsTopic)).containsExactlyElementsOf(run.counts().rows());
    assertThat(CountTopics.late(rig.records(lateTopic)))
        .containsExactlyElementsOf(run.late().rows());
    JobProgress all = run.report();
    assertThat(Stream.of(all.read(), all.counted(), all.late(), all.rejected()))
        .containsExactly(
            (long) state.calls().size() + FOREIGN.size(),
            (long) counted.size(),
            (long) state.late().size(),
            (long) FOREIGN.size());
  }

  private static void assertShows(PageTotal page, long calls) {
    await("%d calls on the page".formatted(calls))
        .atMost(PAGE_LIMIT)
        .untilAsserted(() -> assertThat(page.shown()).hasValue(calls));
  }

  private static List<Row> rows(Stream<String> calls) throws IOException {
    Path file = Files.createTempFile(folder, "counted-", ".ndjson");
    return new Oracle(Rig.RADIO_CODES, Files.write(file, calls.toList())).rows();
  }

  private static List<Row> counts(String topic) throws IOException {
    return CountTopics.counts(rig.records(topic));
  }

  private static List<String> values(String topic) {
    return rig.records(topic).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .sorted()
        .toList();
  }

  private static List<String> sorted(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).sorted().toList();
  }
}
