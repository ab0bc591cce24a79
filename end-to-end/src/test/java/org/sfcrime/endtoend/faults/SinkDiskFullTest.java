package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.LedgerLines;
import org.sfcrime.endtoend.harness.LiveProgram;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.TopicRecords;

/** The disk of a sink is full: the batch fails and is repeated. */
class SinkDiskFullTest {
  private static final String ROW = "disk full";
  private static final String FULL = "No space left on device";
  private static final int CALLS = 12_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private SmallDisk disk;
  private Rig rig;
  private Programs programs;
  private Promise promise;
  private LiveProgram job;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  /** Publishes all calls; the job counts them in small batches. */
  private void publish() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    Path file = rig.generate("calls.json.gz", CALLS);
    programs = rig.at("calls");
    promise = Promise.of(rig, file);
    assertThat(rig.publish(programs, file)).isEqualTo(CALLS);
  }

  private void startJob(List<String> sinkFlags) throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(sinkFlags);
    flags.addAll(List.of("--trigger", "1 second", "--max-offsets-per-trigger", "500"));
    job = new LiveProgram(rig, programs.job(flags), "failed: ");
  }

  private void awaitRead(long records) {
    Await.until(
        records + " records read",
        () -> {
          job.restartIfEnded();
          return Await.recordsRead(programs) >= records;
        });
  }

  /** Fills the disk, expects the job to exit and name the cause, and lets it finish. */
  private void fillAndFree(String sink) throws IOException, InterruptedException {
    awaitRead(1_000);
    disk.fill();
    ProgramEnd.assertExits(job.process(), 1);
    assertThat(job.causes()).singleElement().asString().contains(sink).contains(FULL);
    disk.free();
    awaitRead(CALLS);
    ProgramEnd.assertStops(job.process());
    LedgerLines.of(programs.checkpoint())
        .assertWhole(TopicRecords.ends(programs.adminClient(), programs.topic()));
  }

  @Test
  @Fault(ROW)
  void parquet_jobNamesTheCause(Injections injections) throws IOException, InterruptedException {
    Faults.onlyInTheFullRun();
    disk = SmallDisk.mount(folder.resolve("lake"));
    Path lake = folder.resolve("lake/counts");
    publish();
    startJob(List.of("--output-mode", "append", "--sink", "parquet", "--parquet-dir", "" + lake));
    fillAndFree("--sink parquet");

    assertThat(ParquetRows.assertClosedWindows(rig, lake, promise.oracle()))
        .isGreaterThan(CALLS / 2);
    injections.held();
  }

  @Test
  @Fault(ROW)
  void postgres_jobNamesTheCause(Injections injections)
      throws IOException, InterruptedException, SQLException {
    Faults.onlyInTheFullRun();
    Path data = folder.resolve("postgres");
    disk = SmallDisk.mount(data);
    try (Postgres postgres = Postgres.start(data)) {
      publish();
      startJob(postgres.sinkFlags());
      fillAndFree("--sink jdbc");
      assertThat(postgres.rows("crime_counts")).isEqualTo(promise.oracle().rows());
    } finally {
      disk.free();
    }
    injections.held();
  }
}
