package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.endtoend.harness.Signal;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** A job that is killed with all its sinks on goes on when it is started again, and all agree. */
class JobKillTest {
  private static final int CALLS = 8_000;
  private static final int BATCH = 1_000;
  private static final int KILLED = 137;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;
  private static Postgres postgres;
  private static PublishedCalls inOrder;
  private static PublishedCalls asInFile;

  @BeforeAll
  static void start()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    rig = Rig.start(folder);
    postgres = Postgres.start(folder.resolve("postgres"));
    Path file = rig.generate("calls.json.gz", "--calls", "" + CALLS);
    inOrder = PublishedCalls.publish(rig, file, "event-time");
    asInFile = PublishedCalls.publish(rig, file, "file");
  }

  @AfterAll
  static void stop() throws IOException {
    rig.close();
    postgres.close();
  }

  @Test
  @Fault("job SIGKILL and restart")
  void killedAnywhereInABatch_everySinkIsRight(Injections injections)
      throws IOException, InterruptedException, ProcessException, SQLException {
    Random random = Faults.random();
    List<KillPoint> points = points(Faults.times(3, 20), random);
    for (int number = 0; number < points.size(); number++) {
      Life life =
          new Life(
              "killed-" + number,
              number % 2 == 0 ? inOrder : asInFile,
              points.get(number),
              random.nextInt(CALLS / BATCH / 2),
              random.nextInt(150));
      injections.held(killAndRestart(life));
    }
  }

  /** Each point in turn; a short run begins at a seeded one. */
  private static List<KillPoint> points(int times, Random random) {
    List<KillPoint> all = List.of(KillPoint.values());
    List<KillPoint> points = new ArrayList<>();
    int first = random.nextInt(all.size());
    for (int number = 0; number < times; number++) {
      points.add(all.get((first + number) % all.size()));
    }
    return points;
  }

  /**
   * A life of the job.
   *
   * @param batch that is done before it is killed
   * @param millis of the batch at work, for {@link KillPoint#MID_TASK}
   */
  private record Life(String name, PublishedCalls calls, KillPoint point, int batch, int millis) {
    @Override
    public String toString() {
      return "%s in %s order, at %s after batch %d (and %d ms), %s"
          .formatted(name, calls.order(), point, batch, millis, Faults.seed());
    }
  }

  private static Duration killAndRestart(Life life)
      throws IOException, InterruptedException, ProcessException, SQLException {
    Programs programs = rig.at(life.calls().topic(), life.name());
    AllSinks sinks = new AllSinks(rig, postgres, life.name());
    CheckpointWatch watch = new CheckpointWatch(programs.checkpoint());
    StartedProcess.Command command =
        programs.job(life.point().sparkFlags(), sinks.untilEnd(programs, BATCH));

    StartedProcess job = rig.start(command);
    try (Connection connection = postgres.connect()) {
      kill(job, life, new KillPoint.At(watch, sinks, connection));
    }
    assertThat(job.await(Rig.LIMIT)).as("exit code, %s", life).isEqualTo(KILLED);

    long before = watch.committed();
    StartedProcess again = rig.start(command);
    Duration recovery =
        Await.until(
            "the job goes on, " + life,
            () -> watch.committed() > before || again.exitCode().isPresent());
    assertThat(again.await(Await.HEALED)).as(() -> again.failure().getMessage()).isZero();
    JobRun run = rig.result(programs);
    life.calls().assertCounted(programs, run, life.toString());
    sinks.assertAgree(run, life.calls().rejected(), life.toString());
    return recovery;
  }

  /**
   * The job is stopped to see whether it stands at the point indeed, and goes on if it does not.
   */
  private static void kill(StartedProcess job, Life life, KillPoint.At at)
      throws IOException, InterruptedException, SQLException {
    CheckpointWatch watch = at.watch();
    KillPoint point = life.point();
    Await.until(
        "the batches before, " + life, () -> ended(job) || watch.committed() >= life.batch());
    if (point.needsLock()) {
      at.connection().setAutoCommit(false);
      point.lock(at);
    }
    boolean reached = false;
    while (!reached && !ended(job)) {
      Await.until("its moment, " + life, () -> ended(job) || point.isReached(at));
      if (point == KillPoint.MID_TASK) {
        long since = System.nanoTime();
        Await.until(
            "some time in the task, " + life,
            () -> System.nanoTime() - since > Duration.ofMillis(life.millis()).toNanos());
      }
      Signal.STOP.sendTo(job);
      reached = point.isReached(at);
      (reached ? Signal.KILL : Signal.CONT).sendTo(job);
    }
    assertThat(reached).as(() -> life + ": " + job.failure().getMessage()).isTrue();
  }

  private static boolean ended(StartedProcess job) {
    return job.exitCode().isPresent();
  }
}
