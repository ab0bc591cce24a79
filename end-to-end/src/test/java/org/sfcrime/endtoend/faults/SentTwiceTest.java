package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.LedgerLines;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/**
 * A file that is sent twice is counted twice, and the consumer reports the duplicates. With {@code
 * --deduplicate} it is counted once.
 */
class SentTwiceTest {
  private static final String ROW = "the same file sent twice";
  private static final int CALLS = 6_000;
  private static final int APART = 7;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  private static Promise promise;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    promise = Promise.of(rig, rig.generate("calls.json.gz", CALLS));
  }

  @Test
  @Fault(ROW)
  void oneAfterTheOther_countsAreDoubledAndReported(Injections injections)
      throws IOException, InterruptedException {
    Programs programs = rig.at("twice");
    rig.publish(programs, promise.file());
    rig.publish(programs, promise.file());
    JobRun run = rig.countAvailable(programs, Map.of(), "--max-offsets-per-trigger", "2000");

    List<CountsCsv.Row> doubled =
        promise.oracle().rows().stream().map(row -> Promise.with(row, 2 * row.count())).toList();
    assertThat(
            Promise.byKey(Stream.concat(run.counts().rows().stream(), run.late().rows().stream())))
        .isEqualTo(Promise.byKey(doubled.stream()));
    assertThat(
            rig.exitCode(
                programs.consumer(promise.file(), List.of("--until-end", "--max-listed", "1"))))
        .as("the consumer's exit code")
        .isEqualTo(3);
    JsonNode found = new ObjectMapper().readTree(programs.report("consumer").toFile());
    assertThat(found.findValue("duplicates").asLong()).as("%s", found).isEqualTo(CALLS);
    assertThat(found.findValue("missing").asLong()).as("%s", found).isZero();
    injections.held();
  }

  /** Both producers are so slow that the two copies of a call are within an hour. */
  @Test
  @Fault(ROW)
  void twoAtOnceDeduplicated_countsAreThoseOfOne(Injections injections)
      throws IOException, InterruptedException {
    int times = Faults.times(1, 3);
    for (int number = 0; number < times; number++) {
      Programs one = rig.at("at-once-" + number, "one-" + number);
      Programs other = rig.at("at-once-" + number, "other-" + number);
      rig.createTopic(one.topic(), 4);
      StartedProcess first = rig.start(one.producer(promise.file(), flags("one-" + number)));
      StartedProcess second = rig.start(other.producer(promise.file(), flags("other-" + number)));
      ProgramEnd.assertExits(first, 0);
      ProgramEnd.assertExits(second, 0);

      // One batch, so the order of the two copies does not matter.
      JobRun run = rig.countAvailable(one, Map.of(), "--deduplicate");
      assertThat(run.late().rows()).isEmpty();
      assertThat(run.counts().rows()).isEqualTo(promise.oracle().rows());
      LedgerLines ledger = LedgerLines.of(one.checkpoint());
      ledger.assertWhole(TopicRecords.ends(one.adminClient(), one.topic()));
      assertThat(ledger.total("duplicates")).isEqualTo(CALLS);
      injections.held();
    }
  }

  /** The copy of a call follows a few records later, often in another batch. */
  @Test
  @Fault(ROW)
  void interleavedDeduplicated_countsAreThoseOfOne(Injections injections)
      throws IOException, InterruptedException {
    Programs programs = rig.at("interleaved");
    Path lines = rig.generateLines("lines.ndjson", CALLS);
    rig.publish(programs, twice(lines));
    JobRun run =
        rig.countAvailable(
            programs, Map.of(), "--deduplicate", "--max-offsets-per-trigger", "1000");

    assertThat(run.late().rows()).isEmpty();
    assertThat(run.counts().rows()).isEqualTo(new Oracle(Rig.RADIO_CODES, lines).rows());
    LedgerLines ledger = LedgerLines.of(programs.checkpoint());
    ledger.assertWhole(TopicRecords.ends(programs.adminClient(), programs.topic()));
    assertThat(ledger.total("duplicates")).isEqualTo(CALLS);
    injections.held();
  }

  private static List<String> flags(String id) {
    return List.of("--transactional-id", id, "--throughput", "" + CALLS / 2);
  }

  /** Writes a file in which every call is repeated a few calls later. */
  private static Path twice(Path lines) throws IOException {
    List<String> all = Files.readAllLines(lines);
    List<String> both = new ArrayList<>();
    for (int i = 0; i < all.size() + APART; i++) {
      if (i < all.size()) {
        both.add(all.get(i));
      }
      if (i >= APART) {
        both.add(all.get(i - APART));
      }
    }
    return Files.write(folder.resolve("twice.ndjson"), both);
  }
}
