package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.endtoend.harness.CountTopics;
import org.sfcrime.endtoend.harness.CountsCsv.Row;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.TopicRecords;

/**
 * The sinks of a job that writes to all of them: console, topics, table and files.
 *
 * @param name part of the names of the topics and the table, so that each job has its own
 */
public record AllSinks(Rig rig, Postgres postgres, String name) {
  /** The content of the sinks. */
  public record Content(
      List<Row> table, List<Row> topic, List<Row> lateTopic, Map<String, String> dead) {}

  public String table() {
    return "counts_" + name.replace('-', '_');
  }

  String deadLetterTopic() {
    return "dead-" + name;
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("--sink", "console", "--sink", "kafka"));
    flags.addAll(List.of("--counts-topic", "counts-" + name, "--late-topic", "late-" + name));
    flags.addAll(List.of("--dead-letter-topic", deadLetterTopic(), "--partitions", "2"));
    flags.addAll(postgres.sinkFlags());
    flags.addAll(List.of("--jdbc-table", table()));
    return flags;
  }

  /** All flags of a job that reads the topic in batches and ends. */
  public List<String> untilEnd(Programs programs, int batch) {
    List<String> flags =
        Rig.jobFlags(programs, "available-now", "--max-offsets-per-trigger", "" + batch);
    flags.addAll(flags());
    return flags;
  }

  public Content content() throws IOException, SQLException {
    return new Content(
        postgres.rows(table()),
        CountTopics.counts(rig.records("counts-" + name)),
        CountTopics.late(rig.records("late-" + name)),
        deadLetters());
  }

  /**
   * Checks that all sinks have the rows of the files and the expected dead letters. The files leave
   * out the totals that have fallen to 0.
   */
  public void assertAgree(JobRun run, Map<String, String> rejected, String when)
      throws IOException, SQLException {
    Content content = content();
    assertThat(content.table()).as("the table, %s", when).isEqualTo(content.topic());
    assertThat(content.topic().stream().filter(row -> row.count() > 0).toList())
        .as("the topic, %s", when)
        .isEqualTo(run.counts().rows());
    assertThat(content.topic().stream().anyMatch(row -> row.count() == 0))
        .as("totals of 0, %s", when)
        .isEqualTo(run.report().replaced() > 0);
    assertThat(content.lateTopic()).as("the late topic, %s", when).isEqualTo(run.late().rows());
    assertThat(content.dead()).as("the dead letters, %s", when).isEqualTo(rejected);
  }

  /** The newest value of each dead letter. */
  private Map<String, String> deadLetters() {
    Map<String, String> letters = new TreeMap<>();
    TopicRecords.newest(rig.records(deadLetterTopic()))
        .forEach((key, value) -> letters.put(key, new String(value, StandardCharsets.ISO_8859_1)));
    return letters;
  }

  /** The expected dead letters of the records whose text has a prefix. */
  static Map<String, String> expected(List<ConsumerRecord<byte[], byte[]>> records, String prefix) {
    Map<String, String> letters = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String value = new String(record.value(), StandardCharsets.ISO_8859_1);
      if (value.startsWith(prefix)) {
        String source = "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset());
        letters.put(source, value);
      }
    }
    return letters;
  }
}
