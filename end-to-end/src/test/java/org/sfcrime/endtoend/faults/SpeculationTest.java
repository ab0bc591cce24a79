package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.SparkCluster;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * Two attempts of a task write to the sinks at the same time: a standalone cluster with {@code
 * spark.speculation}. One of the three tasks of a batch has all rows. Spark starts a second attempt
 * of this task as soon as the two others are done.
 */
class SpeculationTest {
  private static final String ROW = "two attempts of a task write at the same time";
  private static final int BATCHES = 40;
  private static final int BATCH = 3_000;

  /** The windows that begin at minute 0 and 30 are in the same one of three tasks. */
  private static final String SAME_TASK = ".*\"call_date_time\":\"[^\"]{14}[03].*";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  @AutoClose private static Postgres postgres;
  private static SparkCluster cluster;
  private static Promise promise;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Faults.onlyInTheFullRun();
    rig = Rig.start(folder);
    postgres = Postgres.start(folder.resolve("postgres"));
    cluster = SparkCluster.start(rig);
    Path all = rig.generateLines("all.ndjson", 3 * BATCHES * BATCH);
    List<String> lines = Files.readAllLines(all);
    lines.removeIf(line -> !line.matches(SAME_TASK));
    Path file = Files.write(folder.resolve("calls.ndjson"), lines);
    promise = Promise.of(rig, file);
    rig.publish(rig.at("calls"), file);
  }

  @Test
  @Fault(ROW)
  void update_countsFileTopicsAndTableAreWhole(Injections injections)
      throws IOException, InterruptedException, SQLException {
    Programs programs = rig.at("calls", "update");
    AllSinks sinks = new AllSinks(rig, postgres, "update");
    int twice = run(programs, sinks.untilEnd(programs, BATCH));

    String when = twice + " tasks with two attempts";
    promise.assertCounted(programs, rig.result(programs), when);
    sinks.assertAgree(rig.result(programs), sinks.content().dead(), when);
    injections.held(twice);
  }

  @Test
  @Fault(ROW)
  void append_parquetIsWhole(Injections injections) throws IOException, InterruptedException {
    Programs programs = rig.at("calls", "append");
    Path lake = folder.resolve("lake");
    List<String> flags =
        new ArrayList<>(List.of("--trigger", "available-now", "--output-mode", "append"));
    flags.addAll(List.of("--max-offsets-per-trigger", "" + BATCH));
    flags.addAll(List.of("--sink", "parquet", "--parquet-dir", "" + lake));
    int twice = run(programs, flags);

    assertThat(ParquetRows.assertClosedWindows(rig, lake, promise.oracle()))
        .isGreaterThan(BATCHES * BATCH / 2);
    injections.held(twice);
  }

  /** Returns how many tasks had two attempts at the same time in the stage that writes. */
  private static int run(Programs programs, List<String> flags)
      throws IOException, InterruptedException {
    Path events = Files.createDirectory(programs.work().resolve("events"));
    List<String> settings = new ArrayList<>();
    for (String setting :
        List.of(
            "spark.speculation=true",
            "spark.speculation.interval=10ms",
            "spark.speculation.quantile=0",
            "spark.speculation.multiplier=1",
            "spark.speculation.minTaskRuntime=0",
            "spark.speculation.efficiency.enabled=false",
            "spark.locality.wait=0",
            "spark.sql.shuffle.partitions=3",
            "spark.eventLog.enabled=true",
            "spark.eventLog.dir=" + events.toUri())) {
      settings.addAll(List.of("--conf", setting));
    }
    StartedProcess job = rig.start(cluster.submitted(programs.job(settings, flags)));
    ProgramEnd.assertExits(job, 0);
    int twice = SpeculativeTasks.of(events).writtenTwice();
    assertThat(twice).as("tasks with two attempts in %d batches", BATCHES).isPositive();
    return twice;
  }
}
