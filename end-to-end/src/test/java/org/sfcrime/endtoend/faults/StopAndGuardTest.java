package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.LedgerLines;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The job stops cleanly, and refuses to continue when its counts would be wrong. */
class StopAndGuardTest {
  private static final int CALLS = 6_000;
  private static final int BATCH = 300;
  private static final Duration STOP_LIMIT = Faults.limit(15);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
  }

  private static List<String> flags(Programs programs, String trigger) {
    return Rig.jobFlags(programs, trigger, "--max-offsets-per-trigger", "" + BATCH);
  }

  @Test
  @Fault("job SIGTERM in mid-run")
  void sigterm_batchIsCommittedAndNextStartContinues(Injections injections)
      throws IOException, InterruptedException {
    Programs programs = rig.at("stopped");
    Path file = rig.generate("stopped.json.gz", CALLS);
    rig.publish(programs, file);
    Random random = Faults.random();
    CheckpointWatch watch = new CheckpointWatch(programs.checkpoint());
    int times = Faults.times(1, 5);
    for (int number = 1; number <= times; number++) {
      long from = watch.committed() + 1 + random.nextInt(2);
      StartedProcess job = rig.start(programs.job(flags(programs, "100 milliseconds")));
      Await.until("batch " + from, () -> watch.planned() >= from || job.exitCode().isPresent());
      job.terminate();
      String when = "stop " + number + ", " + Faults.seed();
      ProgramEnd.assertExits(job, ProgramEnd.TERMINATED, STOP_LIMIT);
      assertThat(watch.committed())
          .as("the last batch in the ledger is committed, %s", when)
          .isEqualTo(LedgerLines.of(programs.checkpoint()).newestBatch());
      assertThat(programs.logs().resolve("job.log"))
          .content()
          .contains("reconciliation: read")
          .doesNotContain("\tat ");
      injections.held();
    }
    assertThat(rig.exitCode(programs.job(flags(programs, "available-now")))).isZero();
    Promise.of(rig, file).assertHolds(programs, "after the stops");
  }

  /** The database accepts the connection and never answers. */
  @Test
  void sigtermBeforeTheFirstBatch_endsAtOnce() throws IOException, InterruptedException {
    Programs programs = rig.at("early");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      database.setSoTimeout((int) Rig.LIMIT.toMillis());
      List<String> flags = flags(programs, "1 second");
      String url = "jdbc:postgresql://127.0.0.1:%d/x".formatted(database.getLocalPort());
      flags.addAll(List.of("--sink", "jdbc", "--jdbc-url", url));
      StartedProcess job = rig.start(programs.job(flags));
      try (Socket connection = database.accept()) {
        assertThat(connection.isConnected()).isTrue();
        job.terminate();
        ProgramEnd.assertExits(job, ProgramEnd.TERMINATED, STOP_LIMIT);
      }
    }
    assertThat(programs.logs().resolve("job.log"))
        .content()
        .doesNotContain("\tat ", "failed: ", "ERROR");
  }

  /** The new topic has more records than the old one, so only the topic's id differs. */
  @Test
  @Fault("topic deleted and made again")
  void topicRecreated_jobRefusesToStart(Injections injections)
      throws IOException, InterruptedException, ExecutionException {
    Programs programs = rig.at("again");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    rig.countAvailable(programs, Map.of());
    deleteTopic("again");
    rig.publish(programs, Rig.HOME.sample());
    assertRefused(programs, List.of(), "failed: the topic's id was ");
    injections.held();
  }

  @Test
  @Fault("topic deleted and made again")
  void topicRecreatedWhileJobRuns_jobEnds(Injections injections)
      throws IOException, InterruptedException, ExecutionException {
    Programs programs = rig.at("under");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    StartedProcess job = rig.start(programs.job(flags(programs, "1 hour")));
    Await.recordsRead(job, programs, 1);
    deleteTopic("under");
    rig.publish(programs, Rig.HOME.sample());
    ProgramEnd.assertExits(job, 1);
    assertThat(job.failure().getMessage())
        .contains("failed: topic under was deleted and created again (its id was ");
    injections.held();
  }

  @Test
  @Fault("another setting at the same checkpoint")
  void changedSetting_jobRefusesToStart(Injections injections)
      throws IOException, InterruptedException {
    Programs programs = rig.at("window");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    rig.countAvailable(programs, Map.of());
    assertRefused(
        programs, List.of("--window", "20 minutes"), "failed: --window was 10 minutes when ");
    assertRefused(
        programs, List.of("--sink", "kafka"), "failed: --counts-topic was not used when ");
    String partitions = "spark.sql.shuffle.partitions";
    assertRefused(
        programs.job(List.of("--conf", partitions + "=7"), flags(programs, "available-now")),
        "failed: " + partitions + " was ");
    injections.held();
  }

  @Test
  void unknownClientProperty_isReported() throws IOException, InterruptedException {
    Programs programs = rig.at("inert");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    rig.countAvailable(programs, Map.of(), "--command-property", "max.poll.record=5");
    assertThat(programs.logs().resolve("job.log"))
        .content()
        .contains("note: the Kafka client does not know the property max.poll.record; ");
  }

  private static void assertRefused(Programs programs, List<String> more, String why)
      throws IOException, InterruptedException {
    List<String> flags = flags(programs, "available-now");
    flags.addAll(more);
    assertRefused(programs.job(flags), why);
  }

  private static void assertRefused(StartedProcess.Command job, String why)
      throws IOException, InterruptedException {
    Files.delete(job.log());
    assertThat(rig.exitCode(job)).isEqualTo(1);
    assertThat(job.log()).content().contains(why).doesNotContain("\tat ");
  }

  private static void deleteTopic(String topic) throws InterruptedException, ExecutionException {
    try (Admin admin = rig.broker().admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      Await.until(
          topic + " to be deleted", () -> !admin.listTopics().names().get().contains(topic));
    }
  }
}
