package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
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
import org.sfcrime.endtoend.harness.Signal;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** A producer that is killed goes on with the next call when it is started again. */
class ProducerKillTest {
  private static final int CALLS = 60_000;
  private static final int KILLED = 137;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;
  private static Promise promise;

  /**
   * A life of the producer.
   *
   * @param moment how many offsets are taken when it is killed
   */
  private record Life(String topic, String order, int throughput, long moment) {
    /**
     * In both orders; every other pair at full speed, where little is committed before the end, and
     * the others so slowly that most of it is.
     */
    static Life of(int number, Random random) {
      return new Life(
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
  static void start() throws IOException, InterruptedException, ProcessException {
    rig = Rig.start(folder);
    promise = Promise.of(rig, rig.generate("calls.json.gz", "--calls", "" + CALLS));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  @Fault("producer SIGKILL and --resume")
  void killedAnywhere_goesOnWithTheNextCall(Injections injections)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Random random = Faults.random();
    int times = Faults.times(2, 10);
    for (int number = 0; number < times; number++) {
      injections.held(killAndResume(Life.of(number, random)));
    }
  }

  /** The same command while the first still runs: it is in the way of nobody. */
  @Test
  void startedTwice_theOlderIsFencedAndSaysSo()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    rig.createTopic("twice", 4);
    Programs programs = rig.at("twice");
    Programs others = rig.at("twice", "twice-others");
    try (TopicEnds ends = new TopicEnds(rig.broker(), "twice")) {
      List<String> slowly = List.of("--resume", "--throughput", "2000");
      StartedProcess older = rig.start(programs.producer(promise.file(), slowly));
      Await.until("some calls", () -> ends.committed() > 0 || hasEnded(older));
      StartedProcess newer = rig.start(others.producer(promise.file(), List.of("--resume")));
      assertThat(newer.await(Rig.LIMIT)).as(() -> newer.failure().getMessage()).isZero();
      assertThat(older.await(Rig.LIMIT)).isEqualTo(1);
    }
    assertThat(programs.logs().resolve("producer.log"))
        .content()
        .contains("Fenced: another producer of the same job")
        .doesNotContain("\tat ");
    promise.assertPublished(programs, "two at once");
  }

  private static Duration killAndResume(Life life)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    String when = life + ", " + Faults.seed();
    rig.createTopic(life.topic(), 4);
    Programs programs = rig.at(life.topic());
    StartedProcess.Command command = programs.producer(promise.file(), life.flags());
    try (TopicEnds ends = new TopicEnds(rig.broker(), life.topic())) {
      StartedProcess killed = rig.start(command);
      Await.until("offsets taken, " + when, () -> ends.written() >= life.moment());
      Signal.KILL.sendTo(killed);
      assertThat(killed.await(Rig.LIMIT)).as("exit code, %s", when).isEqualTo(KILLED);

      long before = ends.committed();
      StartedProcess resumed = rig.start(command);
      Duration recovery =
          Await.until("calls go on, " + when, () -> ends.committed() > before || hasEnded(resumed));
      assertThat(resumed.await(Await.HEALED)).as(() -> resumed.failure().getMessage()).isZero();
      promise.assertPublished(programs, when);
      return recovery;
    }
  }

  private static boolean hasEnded(StartedProcess program) {
    return program.exitCode().isPresent();
  }
}
