package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run publishes after an earlier run of the same job ended somewhere. */
class ResumeTest {
  private static final String FILE_ORDER = "file";

  @TempDir Path directory;
  private final InMemoryKafkaClients broker = new InMemoryKafkaClients();

  /** Fails after a number of records, so the open transaction is never committed. */
  private static final class Dying extends MockProducer<byte[], byte[]> {
    private int left;

    Dying(int records) {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      left = records + 1; // One more for the starting position.
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (left-- == 0) {
        throw new org.apache.kafka.common.KafkaException("gone");
      }
      return super.send(record, callback);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FILE_ORDER, "event-time"})
  void resume_afterDeathAnywhere_everyRecordOnce(String order) throws IOException {
    String file = calls();
    Published whole = Published.run(file, "--order", order);
    for (int records = 0; records < 7; records++) {
      for (long max : List.of(1L, 2L, 100L)) {
        InMemoryKafkaClients mortal = new InMemoryKafkaClients().next(new Dying(records));
        // --max-records commits a part; then the run dies with a transaction open.
        Published.run(mortal, file, "--order", order, "--max-records", Long.toString(max));
        mortal.next(new Dying(records));
        Published.run(mortal, file, "--order", order, "--resume");
        Published resumed = Published.run(mortal, file, "--order", order, "--resume");
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.calls()).isEqualTo(whole.calls());
        assertThat(keys(resumed)).isEqualTo(keys(whole));
        assertThat(resumed.rejectedTexts()).isEqualTo(whole.rejectedTexts());
      }
    }
  }

  @Test
  void resume_nothingCommitted_beginsAndSaysSo() throws IOException {
    Published published = Published.run(broker, calls(), "--resume");
    assertThat(published.exitCode()).isZero();
    assertThat(published.ids()).containsExactly("D", "C", "B", "A");
    assertThat(published.err()).contains("Nothing to resume");
  }

  @Test
  void resume_finishedRun_publishesNothing() throws IOException {
    String file = calls();
    Published.run(broker, file);
    Published resumed = Published.run(broker, file, "--resume");
    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.ids()).containsExactly("D", "C", "B", "A");
    assertThat(resumed.err())
        .contains("Nothing left to publish: the job is finished, with 4 calls and 2 rejected");
  }

  /** A link to the file, and a link to its folder. */
  @ParameterizedTest
  @CsvSource({"link.json, calls.json", "folder/calls.json, calls.json", "calls.json, link.json"})
  void resume_throughALink_isTheSameFile(String first, String second) throws IOException {
    Path file = Path.of(calls());
    Files.createSymbolicLink(directory.resolve("link.json"), file);
    Files.createSymbolicLink(directory.resolve("folder"), file.getParent());
    Published.run(broker, directory.resolve(first).toString(), "--max-records", "1");
    Published resumed = Published.run(broker, directory.resolve(second).toString(), "--resume");
    assertThat(resumed.err()).contains("Resuming after 1 calls");
    assertThat(resumed.ids()).containsExactly("D", "C", "B", "A");
  }

  /** Version 0.1.0 kept the position under the path as given. */
  @Test
  void resume_positionUnderThePathOfALink_continues() throws IOException {
    String link =
        Files.createSymbolicLink(directory.resolve("link.json"), Path.of(calls())).toString();
    String formerId = Published.options("--file", link).job().formerId();
    Published.run(broker, link, "--max-records", "1", "--transactional-id", formerId);
    Published resumed = Published.run(broker, link, "--resume");
    assertThat(formerId).endsWith("/link.json");
    assertThat(resumed.err()).contains("Resuming after 1 calls");
    assertThat(resumed.ids()).containsExactly("D", "C", "B", "A");
  }

  @Test
  void resume_changedFile_isRefused() throws IOException {
    String file = calls();
    Published.run(broker, file, "--max-records", "1");
    Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace("ADM", "ABC"));
    Published resumed = Published.run(broker, file, "--resume");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.ids()).containsExactly("D");
    assertThat(resumed.err()).contains("--resume is refused: the file's content has changed");
  }

  @Test
  void resume_otherOrder_isRefused() throws IOException {
    String file = calls();
    Published.run(broker, file, "--max-records", "1");
    Published resumed = Published.run(broker, file, "--resume", "--order", FILE_ORDER);
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.ids()).containsExactly("D");
    assertThat(resumed.err()).contains("--order was event-time and is now file");
  }

  @Test
  void resume_recreatedTopic_isRefused() throws IOException {
    String file = calls();
    Published.run(broker, file);
    broker.topicId = "other";
    Published resumed = Published.run(broker, file, "--resume");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.err()).contains("was deleted and created again");
  }

  @Test
  void resume_recreatedRejectedTopic_isRefused() throws IOException {
    String file = calls();
    Published.run(broker, file, "--max-records", "1");
    broker.rejectedTopicId = "other";
    Published resumed = Published.run(broker, file, "--resume");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.ids()).containsExactly("D");
    assertThat(resumed.err())
        .contains("servicecalls.rejected.v1 was deleted and created again; undo that change");
  }

  @Test
  void resume_maxRecords_countsFromTheJobsFirstCall() throws IOException {
    String file = calls();
    Published.run(broker, file, "--max-records", "2");
    assertThat(Published.run(broker, file, "--resume", "--max-records", "3").ids())
        .containsExactly("D", "C", "B");
    assertThat(Published.run(broker, file, "--resume", "--max-records", "1").ids())
        .containsExactly("D", "C", "B");
    assertThat(Published.run(broker, file, "--resume").ids()).containsExactly("D", "C", "B", "A");
  }

  @Test
  void run_withoutResume_beginsAnew() throws IOException {
    String file = calls();
    Published.run(broker, file);
    broker.next(new Dying(0));
    Published.run(broker, file);
    // The second run died before its first call: its position is the beginning, not the end.
    assertThat(Published.run(broker, file, "--resume").ids())
        .containsExactly("D", "C", "B", "A", "D", "C", "B", "A");
  }

  @Test
  void run_fenced_saysSo() throws IOException {
    MockProducer<byte[], byte[]> producer = InMemoryKafkaClients.producer();
    producer.commitTransactionException = new ProducerFencedException("newer epoch");
    Published published = Published.run(broker.next(producer), calls());
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.ids()).isEmpty();
    assertThat(published.err())
        .contains("Fenced: another producer of the same job (transactional.id sfcrime-producer:")
        .contains("the first 0 calls are committed, --resume continues after them.");
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void run_failureBeforeCommit_leavesNothing() throws IOException {
    String file = calls();
    Published published = Published.run(broker.next(new Dying(3)), file, "--order", FILE_ORDER);
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.calls()).isEmpty();
    assertThat(published.rejected()).isEmpty();
    assertThat(published.err())
        .contains("producer: The broker did not accept a record")
        .contains("gone; the first 0 calls are committed");
  }

  @Test
  void resume_pipe_isRefused() throws IOException {
    String pipe = SampleCalls.pipe(directory, "[" + SampleCalls.call("A") + "]");
    Published resumed = Published.run(broker, pipe, "--resume");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.err()).contains("it can be read only once");
  }

  private static List<String> keys(Published published) {
    List<String> result = new ArrayList<>();
    published.rejected().forEach(record -> result.add(SampleCalls.text(record.key())));
    return result;
  }

  private String calls() throws IOException {
    String text =
        "["
            + String.join(
                ",",
                SampleCalls.call("A", "23:00"),
                "17",
                SampleCalls.call("B", "22:00"),
                SampleCalls.call("C", "21:00"),
                "null",
                SampleCalls.call("D", "20:00"))
            + "]";
    return Files.writeString(directory.resolve("calls.json"), text).toString();
  }
}
