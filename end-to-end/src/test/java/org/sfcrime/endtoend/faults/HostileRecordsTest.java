package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Invalid records become dead letters, unchanged, and do not change the counts. */
class HostileRecordsTest {
  private static final int CALLS = 20_000;
  private static final int HOSTILE = 1_000;
  private static final double MOST_HEAP = 1.2;
  private static final int LARGEST = 40 << 20;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  private static Promise promise;

  /**
   * The result of counting a topic.
   *
   * @param heap bytes of live objects after the last record
   */
  private record Run(JobRun job, long heap) {}

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    promise = Promise.of(rig, rig.generate("calls.json.gz", CALLS));
  }

  @Test
  @Fault("hostile records")
  void amongCalls_becomeDeadLettersAndCountsAreExact(Injections injections)
      throws IOException, InterruptedException, ExecutionException {
    createTopics("clean", "dead-clean", "hostile", "dead-hostile");
    rig.publish(rig.at("clean"), promise.file());
    Run clean = count("clean", CALLS, Long.MAX_VALUE);
    promise.assertCounted(rig.at("clean"), clean.job(), "clean");

    Random random = Faults.random();
    List<byte[]> records = HostileRecords.generate(HOSTILE, random);
    Map<String, String> sent = send(records.subList(0, HOSTILE / 2));
    rig.publish(rig.at("hostile"), promise.file());
    sent.putAll(send(records.subList(HOSTILE / 2, HOSTILE)));
    Run hostile = count("hostile", CALLS + HOSTILE, (long) (MOST_HEAP * clean.heap()));

    promise.assertCounted(rig.at("hostile"), hostile.job(), 0, HOSTILE, Faults.seed());
    assertThat(hostile.job().late().rows()).as(Faults.seed()).isEmpty();
    assertThat(deadLetters("dead-hostile")).as(Faults.seed()).isEqualTo(sent);
    assertThat(deadLetters("dead-clean")).isEmpty();
    injections.held(HOSTILE);
  }

  private static void createTopics(String... names)
      throws InterruptedException, ExecutionException {
    Map<String, String> large = Map.of("max.message.bytes", "" + LARGEST);
    try (Admin admin = rig.broker().admin()) {
      for (String name : names) {
        admin.createTopics(List.of(new NewTopic(name, 2, (short) 1).configs(large))).all().get();
      }
    }
  }

  /**
   * Sends records and returns their digests by position; a tombstone becomes an empty dead letter.
   */
  private static Map<String, String> send(List<byte[]> records)
      throws InterruptedException, ExecutionException {
    Map<String, String> positions = new TreeMap<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                rig.broker().address(),
                "max.request.size",
                LARGEST,
                "buffer.memory",
                3 * LARGEST),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] value : records) {
        byte[] key = positions.size() % 2 == 0 ? null : new byte[] {0, (byte) 0xff};
        RecordMetadata position = producer.send(new ProducerRecord<>("hostile", key, value)).get();
        positions.put(
            "hostile/%d/%d".formatted(position.partition(), position.offset()),
            digest(value == null ? new byte[0] : value));
      }
    }
    return positions;
  }

  /**
   * Runs the job until it has read a number of records.
   *
   * @param mostHeap the limit of the live objects at the end; the objects of the last tasks may be
   *     released a moment later
   */
  private static Run count(String topic, long records, long mostHeap)
      throws IOException, InterruptedException {
    Programs programs = rig.at(topic);
    List<String> flags =
        Rig.jobFlags(programs, "200 milliseconds", "--max-offsets-per-trigger", "5000");
    flags.addAll(List.of("--dead-letter-topic", "dead-" + topic));
    StartedProcess job = rig.start(programs.job(flags));
    Await.recordsRead(job, programs, records);
    AtomicLong heap = new AtomicLong();
    Await.until(
        "at most %,d bytes of live objects".formatted(mostHeap),
        () -> {
          heap.set(JobMemory.leastLiveBytes(job));
          return heap.get() <= mostHeap;
        });
    ProgramEnd.assertStops(job);
    return new Run(rig.result(programs), heap.get());
  }

  /** A digest of each dead letter by its key. Checks that keys are unique and headers complete. */
  private static Map<String, String> deadLetters(String topic) {
    Map<String, String> letters = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : rig.records(topic)) {
      String key = new String(letter.key(), StandardCharsets.UTF_8);
      assertThat(letter.headers()).extracting(Header::key).containsExactly("reason", "source");
      assertThat(letters.put(key, digest(letter.value()))).as("duplicate of %s", key).isNull();
    }
    return letters;
  }

  private static String digest(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
