package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/**
 * Checks the promise of docs/semantics.md for one file that is published and counted. Compares
 * whole rows.
 *
 * @param rig starts the consumer that checks the topic
 * @param file the calls
 * @param oracle the expected counts
 */
public record Promise(Rig rig, Path file, Oracle oracle) {
  public static Promise of(Rig rig, Path file) throws IOException {
    return new Promise(rig, file, new Oracle(Rig.RADIO_CODES, file));
  }

  /** Checks the topic, the job's files and the ledger. */
  public void assertHolds(Programs programs, String when) throws IOException, InterruptedException {
    assertPublished(programs, when);
    assertCounted(programs, rig.result(programs), when);
  }

  /** Checks that the topic has every call of the file once, unchanged, and no other record. */
  public void assertPublished(Programs programs, String when)
      throws IOException, InterruptedException {
    StartedProcess consumer =
        rig.start(programs.consumer(file, List.of("--until-end", "--max-listed", "5")));
    int exitCode = consumer.await(Rig.LIMIT);
    assertThat(exitCode)
        .as(() -> "the consumer's exit code, " + when + ": " + consumer.failure().getMessage())
        .isZero();
  }

  /** Checks, also in the ledger, that each record is counted, late or rejected exactly once. */
  public void assertCounted(Programs programs, JobRun run, String when) throws IOException {
    assertCounted(programs, run, 0, oracle.rejected(), when);
  }

  /**
   * The same for a topic that also has other records.
   *
   * @param replaced the expected number of records that newer ones replace
   * @param rejected the expected number of rejected records
   */
  public void assertCounted(
      Programs programs, JobRun run, long replaced, long rejected, String when) throws IOException {
    assertCounts(run.counts().rows(), run.late().rows(), when);
    LedgerLines.of(programs.checkpoint())
        .assertWhole(TopicRecords.ends(programs.adminClient(), programs.topic()));
    assertThat(run.report().replaced()).as("replaced, %s", when).isEqualTo(replaced);
    assertThat(run.report().read())
        .as("read, %s", when)
        .isEqualTo(oracle.accepted() + replaced + rejected);
    assertThat(run.report().rejected()).as("rejected, %s", when).isEqualTo(rejected);
  }

  /** Compares the sum of counted and late calls with the expected count, key by key. */
  public void assertCounts(
      Collection<CountsCsv.Row> counted, Collection<CountsCsv.Row> late, String when) {
    assertThat(byKey(Stream.concat(counted.stream(), late.stream())))
        .as("counted + late, %s", when)
        .isEqualTo(byKey(oracle.rows().stream()));
  }

  /** All columns of a row except its count. */
  public static String key(CountsCsv.Row row) {
    return String.join(
        "|",
        row.windowStart(),
        row.windowEnd(),
        row.crimeType(),
        row.disposition(),
        row.description());
  }

  /** Returns a row with another count. */
  public static CountsCsv.Row with(CountsCsv.Row row, long count) {
    return new CountsCsv.Row(
        row.windowStart(),
        row.windowEnd(),
        row.crimeType(),
        row.disposition(),
        row.description(),
        count);
  }

  /** The sum of the counts of the rows with the same {@link #key}. */
  public static Map<String, Long> byKey(Stream<CountsCsv.Row> rows) {
    Map<String, Long> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(key(row), row.count(), Long::sum));
    return counts;
  }
}
