package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The sink is slow, or fails, or ten times as many calls come: all is counted in the end. */
class SinkLoadTest {
  private static final String ROW = "10 x burst for 60 s; sink + 2 s a batch; sink fails 1 in 3";

  /** For a busy machine; the starting of the job is in it. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;
  private static Postgres postgres;

  @BeforeAll
  static void start() throws IOException, InterruptedException, ProcessException {
    rig = Rig.start(folder);
    postgres = Postgres.start(folder.resolve("postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    rig.close();
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  @Fault(ROW)
  void slowSink_drains(Injections injections)
      throws IOException, InterruptedException, ProcessException, SQLException {
    int batches = Faults.times(0, 20);
    Path file = calls("slow", batches * 500);
    SlowedPostgres.slow(postgres, "slow");
    Programs programs = rig.at("slow");
    rig.publish(programs, file);
    StartedProcess job = rig.start(programs.job(flags(programs, "slow", 500, "200 milliseconds")));
    JobMemory memory = new JobMemory(job);
    awaitRead(programs, job, 1_000);
    memory.look();
    awaitRead(programs, job, batches * 500L / 2);
    memory.look();
    awaitRead(programs, job, batches * 500L);
    memory.look();
    stop(job);
    memory.assertFlat();
    assertThat(SlowedPostgres.merges(postgres, "slow")).isGreaterThanOrEqualTo(batches);
    requirePromise(programs, file, "slow");
    injections.held();
  }

  @Test
  @Fault(ROW)
  void failingSink_jobStopsAndSaysSoAndDrains(Injections injections)
      throws IOException, InterruptedException, ProcessException, SQLException {
    int batches = Faults.times(4, 12);
    Path file = calls("failing", batches * 500);
    SlowedPostgres.failEachThird(postgres, "failing");
    Programs programs = rig.at("failing");
    rig.publish(programs, file);
    StartedProcess.Command command = programs.job(flags(programs, "failing", 500, "available-now"));
    StartedProcess job = rig.start(command);
    int failures = 0;
    while (job.await(Rig.LIMIT) != 0) {
      failures++;
      assertThat(job.exitCode()).hasValue(1);
      assertThat(job.failure().getMessage())
          .contains("failed: --sink jdbc, table failing: ", SlowedPostgres.REFUSAL);
      assertThat(failures).as("starts for %d batches", batches).isLessThan(batches);
      job = rig.startAgain(job, command);
    }
    assertThat(failures).isPositive().isEqualTo(SlowedPostgres.merges(postgres, "failing") / 3);
    requirePromise(programs, file, "failing");
    for (int i = 0; i < failures; i++) {
      injections.held();
    }
  }

  /** A steady pace, then ten times that. */
  @Test
  @Fault(ROW)
  void burst_drains(Injections injections)
      throws IOException, InterruptedException, ProcessException, SQLException {
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
    awaitRead(programs, job, steady);
    memory.look();
    StartedProcess producer = rig.start(programs.producer(second, List.of("--throughput", "2000")));
    awaitRead(programs, job, steady + burst / 2L);
    memory.look();
    assertThat(producer.await(Rig.LIMIT)).as(() -> producer.failure().getMessage()).isZero();
    long startNanos = System.nanoTime();
    awaitRead(programs, job, steady + burst);
    Duration recovery = Duration.ofNanos(System.nanoTime() - startNanos);
    memory.look();
    stop(job);
    memory.assertFlat();
    requirePromise(programs, file, "burst");
    injections.held(recovery);
  }

  private static Path calls(String name, int calls)
      throws IOException, InterruptedException, ProcessException {
    return rig.generate(
        name + ".ndjson", "--calls", "" + calls, "--order", "event-time", "--format", "ndjson");
  }

  private static List<String> flags(Programs programs, String table, int offsets, String trigger) {
    List<String> flags = new ArrayList<>(Rig.filesOf(programs));
    flags.addAll(postgres.sinkFlags());
    flags.addAll(List.of("--jdbc-table", table, "--trigger", trigger));
    flags.addAll(List.of("--max-offsets-per-trigger", Integer.toString(offsets)));
    return flags;
  }

  private static void awaitRead(Programs programs, StartedProcess job, long records) {
    await("the job to read %,d records".formatted(records))
        .atMost(LIMIT)
        .until(
            () -> {
              assertThat(job.exitCode()).as(() -> job.failure().getMessage()).isEmpty();
              return JobProgress.newest(programs.progress()).map(JobProgress::read).orElse(0L)
                  >= records;
            });
  }

  private static void stop(StartedProcess job) throws InterruptedException, ProcessException {
    job.terminate();
    assertThat(job.await(LIMIT)).as(() -> job.failure().getMessage()).isEqualTo(143);
  }

  private static void requirePromise(Programs programs, Path file, String table)
      throws IOException, InterruptedException, ProcessException, SQLException {
    Promise promise = Promise.of(rig, file);
    promise.assertHolds(programs, table);
    assertThat(rig.result(programs).report().late()).isZero();
    assertThat(postgres.rows(table)).isEqualTo(promise.oracle().rows());
  }
}
