package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The sink is slow or fails, or the load grows tenfold; in the end all calls are counted. */
class SinkLoadTest {
  private static final String ROW = "10 x burst for 60 s; sink + 2 s a batch; sink fails 1 in 3";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  @AutoClose private static Postgres postgres;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    postgres = Postgres.start(folder.resolve("postgres"));
  }

  @Test
  @Fault(ROW)
  void slowSink_drains(Injections injections)
      throws IOException, InterruptedException, SQLException {
    int batches = Faults.times(0, 20);
    Path file = calls("slow", batches * 500);
    FaultyPostgres.slow(postgres, "slow");
    Programs programs = rig.at("slow");
    rig.publish(programs, file);
    StartedProcess job = rig.start(programs.job(flags(programs, "slow", 500, "200 milliseconds")));
    JobMemory memory = new JobMemory(job);
    Await.recordsRead(job, programs, 1_000);
    memory.measure();
    Await.recordsRead(job, programs, batches * 500L / 2);
    memory.measure();
    Await.recordsRead(job, programs, batches * 500L);
    memory.measure();
    ProgramEnd.assertStops(job);
    memory.assertFlat();
    assertThat(FaultyPostgres.merges(postgres, "slow")).isGreaterThanOrEqualTo(batches);
    assertPromise(programs, file, "slow");
    injections.held();
  }

  @Test
  @Fault(ROW)
  void failingSink_jobNamesTheCauseAndDrains(Injections injections)
      throws IOException, InterruptedException, SQLException {
    int batches = Faults.times(4, 12);
    Path file = calls("failing", batches * 500);
    FaultyPostgres.failEveryThird(postgres, "failing");
    Programs programs = rig.at("failing");
    rig.publish(programs, file);
    StartedProcess.Command command = programs.job(flags(programs, "failing", 500, "available-now"));
    StartedProcess job = rig.start(command);
    int failures = 0;
    while (job.await(Rig.LIMIT) != 0) {
      failures++;
      assertThat(job.exitCode()).hasValue(1);
      assertThat(job.failure().getMessage())
          .contains("failed: --sink jdbc, table failing: ", FaultyPostgres.REFUSAL);
      assertThat(failures).as("starts for %d batches", batches).isLessThan(batches);
      job = rig.startAgain(job, command);
    }
    assertThat(failures).isPositive().isEqualTo(FaultyPostgres.merges(postgres, "failing") / 3);
    assertPromise(programs, file, "failing");
    for (int i = 0; i < failures; i++) {
      injections.held();
    }
  }

  /** The tasks have written their files of the batch, and the table waits for a lock. */
  @Test
  @Fault("job SIGTERM while a batch hangs in a sink")
  void hangingSink_stoppedJobWritesFilesOfTheBatchBefore(Injections injections)
      throws IOException, InterruptedException, SQLException {
    Path file = calls("hanging", 1_000);
    List<String> lines = Files.readAllLines(file);
    Path first = Files.write(folder.resolve("before.ndjson"), lines.subList(0, 500));
    Path second = Files.write(folder.resolve("after.ndjson"), lines.subList(500, lines.size()));
    Programs programs = rig.at("hanging");
    rig.publish(programs, first);
    StartedProcess job = rig.start(programs.job(flags(programs, "hanging", 500, "1 second")));
    Await.recordsRead(job, programs, 500);
    try (Connection holder = postgres.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("LOCK TABLE hanging IN EXCLUSIVE MODE");
      rig.publish(programs, second);
      Await.until("the batch to wait for the lock", () -> postgres.hasWaiting("hanging"));
      job.terminate();
      ProgramEnd.assertExits(job, ProgramEnd.TERMINATED, Faults.limit(15));
    }
    JobRun stopped = rig.result(programs);
    assertThat(stopped.report().read()).isEqualTo(500);
    Promise.of(rig, first)
        .assertCounts(
            stopped.counts().rows(), stopped.late().rows(), "before the batch that hangs");
    assertThat(rig.exitCode(programs.job(flags(programs, "hanging", 500, "available-now"))))
        .isZero();
    assertPromise(programs, file, "hanging");
    injections.held();
  }

  /** A steady load, then ten times that. */
  @Test
  @Fault(ROW)
  void burst_drains(Injections injections) throws IOException, InterruptedException, SQLException {
    int seconds = Faults.times(0, 60);
    int steady = 200 * 10;
    int burst = 2_000 * seconds;
    Path file = calls("burst", steady + burst);
    List<String> lines = Files.readAllLines(file);
    Path first = Files.write(folder.resolve("steady.ndjson"), lines.subList(0, steady));
    Path second =
        Files.write(folder.resolve("ten-times.ndjson"), lines.subList(steady, lines.size()));
    Programs programs = rig.at("burst");
    rig.createTopic("burst", 4);
    StartedProcess job = rig.start(programs.job(flags(programs, "burst", 500_000, "1 second")));
    JobMemory memory = new JobMemory(job);
    rig.publish(programs, first, "--throughput", "200");
    Await.recordsRead(job, programs, steady);
    memory.measure();
    StartedProcess producer = rig.start(programs.producer(second, List.of("--throughput", "2000")));
    Await.recordsRead(job, programs, steady + burst / 2L);
    memory.measure();
    ProgramEnd.assertExits(producer, 0);
    long startNanos = System.nanoTime();
    Await.recordsRead(job, programs, steady + burst);
    Duration recovery = Duration.ofNanos(System.nanoTime() - startNanos);
    memory.measure();
    ProgramEnd.assertStops(job);
    memory.assertFlat();
    assertPromise(programs, file, "burst");
    injections.held(recovery);
  }

  private static Path calls(String name, int calls) throws IOException, InterruptedException {
    return rig.generateLines(name + ".ndjson", calls);
  }

  private static List<String> flags(Programs programs, String table, int offsets, String trigger) {
    List<String> flags = Rig.jobFlags(programs, trigger, "--jdbc-table", table);
    flags.addAll(postgres.sinkFlags());
    flags.addAll(List.of("--max-offsets-per-trigger", Integer.toString(offsets)));
    return flags;
  }

  private static void assertPromise(Programs programs, Path file, String table)
      throws IOException, InterruptedException, SQLException {
    Promise promise = Promise.of(rig, file);
    promise.assertHolds(programs, table);
    assertThat(rig.result(programs).report().late()).isZero();
    assertThat(postgres.rows(table)).isEqualTo(promise.oracle().rows());
  }
}
