package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.endtoend.harness.Signal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** A job that writes to all sinks is killed and restarted; afterwards all sinks agree. */
class JobKillTest {
  private static final int CALLS = 8_000;
  private static final int BATCH = 1_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  @AutoClose private static Postgres postgres;
  private static PublishedCalls eventTimeOrder;
  private static PublishedCalls fileOrder;
  private static PublishedCalls revisions;

  @BeforeAll
  static void start() throws IOException, InterruptedException, ExecutionException {
    rig = Rig.start(folder);
    postgres = Postgres.start(folder.resolve("postgres"));
    Path file = rig.generate("calls.json.gz", CALLS);
    eventTimeOrder = PublishedCalls.publish(rig, file, "event-time");
    fileOrder = PublishedCalls.publish(rig, file, "file");
    Path lines = rig.generateLines("calls.ndjson", CALLS / 2);
    revisions = PublishedCalls.publish(rig, RevisedCalls.of(lines, BATCH));
  }

  @Test
  @Fault("job SIGKILL and restart")
  void killedAtEachPointOfABatch_allSinksAgree(Injections injections)
      throws IOException, InterruptedException, SQLException {
    Random random = Faults.random();
    List<KillPoint> points = points(Faults.times(2, 20), random);
    for (int number = 0; number < points.size(); number++) {
      KilledRun run =
          new KilledRun(
              "killed-" + number,
              number % 2 == 0 ? eventTimeOrder : fileOrder,
              points.get(number),
              random.nextInt(CALLS / BATCH / 2),
              random.nextInt(150));
      injections.held(killAndRestart(run));
    }
  }

  /** The windows of all calls stay open, so the newest revision of each call is counted. */
  @Test
  @Fault("job SIGKILL and restart, with --upsert")
  void killedWithUpsert_theNewestRevisionsAreCounted(Injections injections)
      throws IOException, InterruptedException, SQLException {
    Random random = Faults.random();
    for (KillPoint point : points(Faults.times(1, KillPoint.values().length), random)) {
      KilledRun run =
          new KilledRun(
              "upsert-" + point.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              revisions,
              point,
              random.nextInt(CALLS / BATCH / 2),
              random.nextInt(150));
      injections.held(killAndRestart(run, "--upsert", "--watermark", "400 days"));
    }
  }

  /** The points in turn; the seed decides which one comes first. */
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
   * One run of the job until it is killed.
   *
   * @param batch the batch that is committed before the kill
   * @param millis the time to wait within the batch, for {@link KillPoint#MID_TASK}
   */
  private record KilledRun(
      String name, PublishedCalls calls, KillPoint point, int batch, int millis) {
    @Override
    public String toString() {
      return "%s in %s order, at %s after batch %d (and %d ms), %s"
          .formatted(name, calls.order(), point, batch, millis, Faults.seed());
    }
  }

  private static Duration killAndRestart(KilledRun run, String... more)
      throws IOException, InterruptedException, SQLException {
    Programs programs = rig.at(run.calls().topic(), run.name());
    AllSinks sinks = new AllSinks(rig, postgres, run.name());
    CheckpointWatch watch = new CheckpointWatch(programs.checkpoint());
    StartedProcess.Command command =
        programs.job(
            run.point().sparkFlags(),
            Stream.concat(sinks.untilEnd(programs, BATCH).stream(), Stream.of(more)).toList());

    StartedProcess job = rig.start(command);
    try (Connection connection = postgres.connect()) {
      kill(job, run, new KillPoint.At(watch, sinks, connection));
    }
    ProgramEnd.assertExits(job, ProgramEnd.KILLED);
    run.point().leave(watch);

    long before = watch.committed();
    StartedProcess again = rig.start(command);
    Duration recovery =
        Await.until(
            "the next commit, " + run,
            () -> watch.committed() > before || again.exitCode().isPresent());
    ProgramEnd.assertExits(again, 0, Await.RECOVERY);
    JobRun result = rig.result(programs);
    run.calls().assertCounted(programs, result, run.toString());
    sinks.assertAgree(result, run.calls().rejected(), run.toString());
    return recovery;
  }

  /**
   * Stops the job at the point, checks that the job is still there, and kills the job or lets it
   * continue.
   */
  private static void kill(StartedProcess job, KilledRun run, KillPoint.At at)
      throws IOException, InterruptedException, SQLException {
    CheckpointWatch watch = at.watch();
    KillPoint point = run.point();
    Await.until(
        "the batches before the kill, " + run,
        () -> ended(job) || watch.committed() >= run.batch());
    if (point.needsLock()) {
      at.connection().setAutoCommit(false);
      point.lock(at);
    }
    boolean reached = false;
    while (!reached && !ended(job)) {
      Await.until("the kill point, " + run, () -> ended(job) || point.isReached(at));
      if (point == KillPoint.MID_TASK) {
        long since = System.nanoTime();
        Await.until(
            "some time in the task, " + run,
            () -> System.nanoTime() - since > Duration.ofMillis(run.millis()).toNanos());
      }
      Signal.STOP.sendTo(job);
      reached = point.isReached(at);
      (reached ? Signal.KILL : Signal.CONT).sendTo(job);
    }
    assertThat(reached).as(() -> run + ": " + job.failure().getMessage()).isTrue();
  }

  private static boolean ended(StartedProcess job) {
    return job.exitCode().isPresent();
  }
}
