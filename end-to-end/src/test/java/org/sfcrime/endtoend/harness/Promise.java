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
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/**
 * What docs/semantics.md promises of a file that is published and counted, as a check of whole
 * rows.
 *
 * @param rig where it is done
 * @param file the calls
 * @param oracle what their counts must be
 */
public record Promise(Rig rig, Path file, Oracle oracle) {
  public static Promise of(Rig rig, Path file) throws IOException {
    return new Promise(rig, file, new Oracle(Rig.RADIO_CODES, file));
  }

  /** Everything: the topic, the counts of the job's files, the ledger. */
  public void assertHolds(Programs programs, String when)
      throws IOException, InterruptedException, ProcessException {
    assertPublished(programs, when);
    assertCounted(programs, rig.result(programs), when);
  }

  /** Every call of the file is in the topic once, unchanged, and nothing else is. */
  public void assertPublished(Programs programs, String when)
      throws IOException, InterruptedException, ProcessException {
    StartedProcess consumer =
        rig.start(programs.consumer(file, List.of("--until-end", "--max-listed", "5")));
    int exitCode = consumer.await(Rig.LIMIT);
    assertThat(exitCode)
        .as(() -> "the consumer's verdict, " + when + ": " + consumer.failure().getMessage())
        .isZero();
  }

  /** Every record of the topic is counted, late or rejected once, and the ledger says so too. */
  public void assertCounted(Programs programs, JobRun run, String when) throws IOException {
    assertCounted(programs, run, oracle.rejected(), when);
  }

  /** The same of a topic that has other rejected records than the file's. */
  public void assertCounted(Programs programs, JobRun run, long rejected, String when)
      throws IOException {
    assertCounts(run.counts().rows(), run.late().rows(), when);
    LedgerLines.of(programs.checkpoint())
        .assertWhole(TopicRecords.ends(programs.broker(), programs.topic()));
    assertThat(run.report().read()).as("read, %s", when).isEqualTo(oracle.accepted() + rejected);
    assertThat(run.report().rejected()).as("rejected, %s", when).isEqualTo(rejected);
  }

  /** Counted and late, key by key. */
  public void assertCounts(
      Collection<CountsCsv.Row> counted, Collection<CountsCsv.Row> late, String when) {
    assertThat(byKey(Stream.concat(counted.stream(), late.stream())))
        .as("counted + late, %s", when)
        .isEqualTo(byKey(oracle.rows().stream()));
  }

  /** All of a row but its count. */
  public static String key(CountsCsv.Row row) {
    return String.join(
        "|",
        row.windowStart(),
        row.windowEnd(),
        row.crimeType(),
        row.disposition(),
        row.description());
  }

  /** The row with another count. */
  public static CountsCsv.Row with(CountsCsv.Row row, long count) {
    return new CountsCsv.Row(
        row.windowStart(),
        row.windowEnd(),
        row.crimeType(),
        row.disposition(),
        row.description(),
        count);
  }

  /** The count of each row, by all the rest of it. */
  public static Map<String, Long> byKey(Stream<CountsCsv.Row> rows) {
    Map<String, Long> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(key(row), row.count(), Long::sum));
    return counts;
  }
}
