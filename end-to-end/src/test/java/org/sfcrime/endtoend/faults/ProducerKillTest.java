package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
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
import org.sfcrime.endtoend.harness.Signal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** A killed producer continues with the next call when it is started with --resume. */
class ProducerKillTest {
  private static final int CALLS = 60_000;
  private static final Duration STOP_LIMIT = Faults.limit(15);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  private static Promise promise;

  /**
   * One run of the producer until it is killed.
   *
   * @param moment the number of written offsets at which the producer is killed
   */
  private record KilledRun(String topic, String order, int throughput, long moment) {
    /**
     * Alternates the order. Half of the runs publish at full speed, so little is committed before
     * the end; the others are so slow that most calls are committed.
     */
    static KilledRun of(int number, Random random) {
      return new KilledRun(
          "killed-producer-" + number,
          number % 2 == 0 ? "event-time" : "file",
          number % 4 % 3 == 0 ? CALLS / 4 : -1,
          (long) (random.nextDouble() * 0.8 * CALLS));
    }

    List<String> flags() {
      return List.of("--resume", "--order", order, "--throughput", "" + throughput);
    }
  }

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    promise = Promise.of(rig, rig.generate("calls.json.gz", CALLS));
  }

  @Test
  @Fault("producer SIGKILL and --resume")
  void killedAtAnyMoment_continuesWithTheNextCall(Injections injections)
      throws IOException, InterruptedException, ExecutionException {
    Random random = Faults.random();
    int times = Faults.times(2, 10);
    for (int number = 0; number < times; number++) {
      injections.held(killAndResume(KilledRun.of(number, random)));
    }
  }

  /** A position is found although its key now belongs to another partition. */
  @Test
  void positionsTopicGetsPartitions_continuesWithTheNextCall()
      throws IOException, InterruptedException, ExecutionException {
    Programs programs = rig.at("grown-positions");
    List<String> flags = List.of("--resume", "--positions-topic", "grown", "--max-records");
    rig.publish(programs, promise.file(), with(flags, "1000"));
    try (Admin admin = rig.broker().admin()) {
      admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(5))).all().get();
    }
    for (int run = 2; run <= 3; run++) {
      assertThat(rig.publish(programs, promise.file(), with(flags, run + "000"))).isEqualTo(1000);
    }
  }

  private static String[] with(List<String> flags, String last) {
    return Stream.concat(flags.stream(), Stream.of(last)).toArray(String[]::new);
  }

  /** A supervisor sends SIGKILL some time after SIGTERM: the producer must end before that. */
  @Test
  void sigtermWhileTheBrokerHangs_reportsAndNamesResume()
      throws IOException, InterruptedException, ExecutionException {
    rig.createTopic("hanging", 4);
    Programs programs = rig.at("hanging");
    StartedProcess.Command command =
        programs.producer(promise.file(), List.of("--resume", "--throughput", "10000"));
    Path report = programs.report("producer");
    try (TopicEnds ends = new TopicEnds(rig.broker(), "hanging")) {
      StartedProcess producer = rig.start(command);
      Await.until("committed calls", () -> ends.committed() > 0 || hasEnded(producer));
      Signal.STOP.sendTo(rig.broker().process());
      try {
        producer.terminate();
        ProgramEnd.assertExits(producer, ProgramEnd.TERMINATED, STOP_LIMIT);
      } finally {
        Signal.CONT.sendTo(rig.broker().process());
      }
    }
    assertThat(new ObjectMapper().readTree(report.toFile()).required("interrupted").asBoolean())
        .isTrue();
    assertThat(programs.logs().resolve("producer.log"))
        .content()
        .contains("--resume continues after them.", " records sent, ")
        .doesNotContain("\tat ");

    ProgramEnd.assertExits(rig.start(command), 0, Await.RECOVERY);
    promise.assertPublished(programs, "resumed after the broker had hung");
  }

  /** The same command is started a second time while the first still runs. */
  @Test
  void startedTwice_olderIsFencedAndNamesTheCause()
      throws IOException, InterruptedException, ExecutionException {
    rig.createTopic("twice", 4);
    Programs programs = rig.at("twice");
    Programs others = rig.at("twice", "twice-others");
    try (TopicEnds ends = new TopicEnds(rig.broker(), "twice")) {
      List<String> slowly = List.of("--resume", "--throughput", "2000");
      StartedProcess older = rig.start(programs.producer(promise.file(), slowly));
      Await.until("committed calls", () -> ends.committed() > 0 || hasEnded(older));
      StartedProcess newer = rig.start(others.producer(promise.file(), List.of("--resume")));
      ProgramEnd.assertExits(newer, 0);
      ProgramEnd.assertExits(older, 1);
    }
    assertThat(programs.logs().resolve("producer.log"))
        .content()
        .contains("Fenced: another producer of the same job")
        .doesNotContain("\tat ");
    promise.assertPublished(programs, "two producers");
  }

  private static Duration killAndResume(KilledRun run)
      throws IOException, InterruptedException, ExecutionException {
    String when = run + ", " + Faults.seed();
    rig.createTopic(run.topic(), 4);
    Programs programs = rig.at(run.topic());
    StartedProcess.Command command = programs.producer(promise.file(), run.flags());
    try (TopicEnds ends = new TopicEnds(rig.broker(), run.topic())) {
      StartedProcess killed = rig.start(command);
      Await.until("written offsets, " + when, () -> ends.written() >= run.moment());
      Signal.KILL.sendTo(killed);
      ProgramEnd.assertExits(killed, ProgramEnd.KILLED);

      long before = ends.committed();
      StartedProcess resumed = rig.start(command);
      Duration recovery =
          Await.until(
              "more committed calls, " + when,
              () -> ends.committed() > before || hasEnded(resumed));
      ProgramEnd.assertExits(resumed, 0, Await.RECOVERY);
      promise.assertPublished(programs, when);
      return recovery;
    }
  }

  private static boolean hasEnded(StartedProcess program) {
    return program.exitCode().isPresent();
  }
}
