package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import org.sfcrime.endtoend.harness.CallOrder;
import org.sfcrime.endtoend.harness.LedgerLines;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** A damaged checkpoint is repaired or refused; the counts are never wrong. */
class CheckpointDamageTest {
  private static final int CALLS = 6_000;
  private static final int BATCH = 900;
  private static final String TOPIC_ORDER = "file";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  @AutoClose private static Postgres postgres;
  private static PublishedCalls calls;

  @BeforeAll
  static void start() throws IOException, InterruptedException, ExecutionException {
    rig = Rig.start(folder);
    postgres = Postgres.start(folder.resolve("postgres"));
    calls = PublishedCalls.publish(rig, denseAndOutOfOrder(), TOPIC_ORDER);
  }

  /**
   * A day with so many calls that counts grow from batch to batch, in an order that makes some
   * calls of each batch late.
   */
  private static Path denseAndOutOfOrder() throws IOException, InterruptedException {
    Path day = rig.generateLines("day.ndjson", CALLS, "--days", "1");
    List<String> lines = CallOrder.WITHIN_90_MINUTES.of(Files.readAllLines(day), Faults.random());
    return Files.write(folder.resolve("calls.ndjson"), lines);
  }

  @Test
  @Fault("commit lost")
  void newestCommitDeleted_batchIsRepeatedWithoutEffect(Injections injections)
      throws IOException, InterruptedException, SQLException {
    Programs programs = rig.at(calls.topic(), "lost");
    AllSinks sinks = new AllSinks(rig, postgres, "lost");
    List<String> flags = sinks.untilEnd(programs, BATCH);
    CheckpointWatch watch = new CheckpointWatch(programs.checkpoint());
    int times = Faults.times(1, 10);
    assertThat(rig.exitCode(programs.job(flags))).isZero();
    LedgerLines ledger = LedgerLines.of(programs.checkpoint());
    for (String kind : List.of("counted", "late", "rejected")) {
      assertThat(ledger.ofNewestBatch(kind)).as(kind + ", " + Faults.seed()).isPositive();
    }
    AllSinks.Content before = sinks.content();
    for (int number = 1; number <= times; number++) {
      Path commit = watch.newestFile("commits").orElseThrow();
      Files.delete(commit);
      StartedProcess job = rig.start(programs.job(flags));
      Duration recovery =
          Await.until(
              "the repeated commit", () -> Files.exists(commit) || job.exitCode().isPresent());
      ProgramEnd.assertExits(job, 0, Await.RECOVERY);
      String when = "commit lost, time " + number;
      assertThat(sinks.content()).as(when).isEqualTo(before);
      calls.assertCounted(programs, rig.result(programs), when);
      sinks.assertAgree(rig.result(programs), calls.rejected(), when);
      injections.held(recovery);
    }
  }

  /**
   * A way to damage a checkpoint file.
   *
   * @param folder the folder whose newest file is damaged
   * @param share the share of the file that is kept
   * @param oldChecksum whether the file has a checksum file that does not match
   */
  private record Tear(String folder, double share, boolean oldChecksum) {
    static List<Tear> all() {
      return Stream.of("offsets", "commits", "state")
          .flatMap(folder -> Stream.of(new Tear(folder, 0, true), new Tear(folder, 0.5, true)))
          .flatMap(tear -> Stream.of(tear, new Tear(tear.folder(), tear.share(), false)))
          .toList();
    }

    void at(CheckpointWatch watch) throws IOException {
      Path file =
          folder.equals("state")
              ? watch.newestDeltas().get(0)
              : watch.newestFile(folder).orElseThrow();
      try (FileChannel bytes = new FileOutputStream(file.toFile(), true).getChannel()) {
        bytes.truncate((long) (bytes.size() * share));
      }
      if (oldChecksum) {
        CheckpointWatch.leaveOldChecksum(file);
      }
    }
  }

  @Test
  @Fault("torn checkpoint")
  void newestFileTruncated_jobNamesTheFileOrIsExact(Injections injections)
      throws IOException, InterruptedException {
    Programs whole = rig.at(calls.topic(), "whole");
    stopHalfWay(whole);
    List<Tear> tears = new ArrayList<>(Tear.all());
    Random random = Faults.random();
    Collections.shuffle(tears, random);
    for (Tear tear : tears.subList(0, Faults.times(3, tears.size()))) {
      Programs torn = rig.at(calls.topic(), "torn-" + tears.indexOf(tear));
      copy(whole.checkpoint(), torn.checkpoint());
      tear.at(new CheckpointWatch(torn.checkpoint()));
      StartedProcess job = rig.start(torn.job(flags(torn)));
      int exitCode = job.await(Await.RECOVERY);
      String when = tear + ", " + Faults.seed();
      if (exitCode == 0) {
        calls.assertCounted(torn, rig.result(torn), when);
      } else {
        assertNamesTheCheckpoint(torn, exitCode, when);
      }
      injections.held();
    }
  }

  private static void stopHalfWay(Programs programs) throws IOException, InterruptedException {
    CheckpointWatch watch = new CheckpointWatch(programs.checkpoint());
    StartedProcess job = rig.start(programs.job(flags(programs)));
    Await.until(
        "two committed batches", () -> watch.committed() >= 2 || job.exitCode().isPresent());
    ProgramEnd.assertStops(job);
    assertThat(watch.committed()).as("committed batches").isLessThan(CALLS / BATCH - 1L);
  }

  private static List<String> flags(Programs programs) {
    List<String> flags =
        Rig.jobFlags(programs, "available-now", "--max-offsets-per-trigger", "" + BATCH);
    flags.addAll(List.of("--dead-letter-topic", "none"));
    return flags;
  }

  /** Checks that the job names the checkpoint in one line and writes no counts. */
  private static void assertNamesTheCheckpoint(Programs programs, int exitCode, String when)
      throws IOException {
    String log = Files.readString(programs.logs().resolve("job.log"));
    assertThat(exitCode).as(when).isEqualTo(1);
    assertThat(log.lines().filter(line -> line.startsWith("failed: ")))
        .as(when)
        .singleElement()
        .asString()
        .contains(programs.checkpoint().toString());
    assertThat(log.lines().filter(line -> line.startsWith("\tat ")))
        .as("stack trace, %s", when)
        .isEmpty();
    assertThat(programs.work().resolve("counts.csv")).as(when).doesNotExist();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
