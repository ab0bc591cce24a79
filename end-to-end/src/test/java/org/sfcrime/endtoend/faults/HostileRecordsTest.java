package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Records that nobody expects are put aside, unchanged, and harm nothing. */
class HostileRecordsTest {
  private static final int CALLS = 20_000;
  private static final int HOSTILE = 1_000;
  private static final double MOST_HEAP = 1.2;
  private static final int LARGEST = 40 << 20;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;
  private static Promise promise;

  /**
   * What came of a topic.
   *
   * @param heap bytes of live objects when all was counted
   */
  private record Run(JobRun job, long heap) {}

  @BeforeAll
  static void start() throws IOException, InterruptedException, ProcessException {
    rig = Rig.start(folder);
    promise = Promise.of(rig, rig.generate("calls.json.gz", "--calls", "" + CALLS));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  @Fault("hostile records")
  void amongCalls_arePutAsideUnchangedAndTheRestIsExact(Injections injections)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
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

    promise.assertCounted(rig.at("hostile"), hostile.job(), HOSTILE, Faults.seed());
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

  /** Returns a digest of each record by its place; a tombstone becomes an empty dead letter. */
  private static Map<String, String> send(List<byte[]> records)
      throws InterruptedException, ExecutionException {
    Map<String, String> places = new TreeMap<>();
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
        byte[] key = places.size() % 2 == 0 ? null : new byte[] {0, (byte) 0xff};
        RecordMetadata place = producer.send(new ProducerRecord<>("hostile", key, value)).get();
        places.put(
            "hostile/%d/%d".formatted(place.partition(), place.offset()),
            digest(value == null ? new byte[0] : value));
      }
    }
    return places;
  }

  /**
   * The job follows until it has read all.
   *
   * @param mostHeap what its live objects may take in the end; the last tasks' may be let go of a
   *     moment later
   */
  private static Run count(String topic, long records, long mostHeap)
      throws IOException, InterruptedException, ProcessException {
    Programs programs = rig.at(topic);
    List<String> flags = new ArrayList<>(Rig.filesOf(programs));
    flags.addAll(List.of("--trigger", "200 milliseconds", "--top", "1"));
    flags.addAll(List.of("--max-offsets-per-trigger", "5000"));
    flags.addAll(List.of("--dead-letter-topic", "dead-" + topic));
    StartedProcess job = rig.start(programs.job(flags));
    Await.until(
        "all is read",
        () -> {
          assertThat(job.exitCode()).as(() -> job.failure().getMessage()).isEmpty();
          return JobProgress.newest(programs.progress()).map(JobProgress::read).orElse(0L)
              >= records;
        });
    AtomicLong heap = new AtomicLong();
    Await.until(
        "live objects take no more than %,d bytes".formatted(mostHeap),
        () -> {
          heap.set(liveHeap(job));
          return heap.get() <= mostHeap;
        });
    job.terminate();
    assertThat(job.await(Await.HEALED)).as(() -> job.failure().getMessage()).isEqualTo(143);
    return new Run(rig.result(programs), heap.get());
  }

  /** A histogram counts what a full collection leaves; its last line is the sum. */
  private static long liveHeap(StartedProcess job)
      throws IOException, InterruptedException, ProcessException {
    Path histogram = Files.createTempFile(folder, "histogram-", ".txt");
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> command = List.of(jcmd, "" + job.pid(), "GC.class_histogram");
    assertThat(rig.exitCode(new StartedProcess.Command("jcmd", command, Map.of(), histogram)))
        .isZero();
    String total =
        Files.readAllLines(histogram).stream()
            .filter(line -> line.startsWith("Total"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(total.strip().replaceFirst("Total\\s+\\d+\\s+", ""));
  }

  /** A digest of each dead letter by its key; each there once, with its reason and its source. */
  private static Map<String, String> deadLetters(String topic) {
    Map<String, String> letters = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : rig.records(topic)) {
      String key = new String(letter.key(), StandardCharsets.UTF_8);
      assertThat(letter.headers()).extracting(Header::key).containsExactly("reason", "source");
      assertThat(letters.put(key, digest(letter.value()))).as("once: %s", key).isNull();
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
