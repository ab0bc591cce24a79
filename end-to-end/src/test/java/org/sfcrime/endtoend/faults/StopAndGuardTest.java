package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.LedgerLines;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The job ends in order when asked to, and does not go on under what would make its counts lie. */
class StopAndGuardTest {
  private static final int CALLS = 6_000;
  private static final int BATCH = 300;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException, ProcessException {
    rig = Rig.start(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static List<String> flags(Programs programs, String trigger) {
    List<String> flags = new ArrayList<>(Rig.filesOf(programs));
    flags.addAll(List.of("--trigger", trigger, "--top", "1"));
    flags.addAll(List.of("--max-offsets-per-trigger", "" + BATCH));
    return flags;
  }

  @Test
  @Fault("job SIGTERM in mid-run")
  void sigterm_batchIsCommittedAndTheNextStartGoesOn(Injections injections)
      throws IOException, InterruptedException, ProcessException {
    Programs programs = rig.at("stopped");
    Path file = rig.generate("stopped.json.gz", "--calls", "" + CALLS);
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
      assertThat(job.await(STOP_LIMIT)).as(when).isEqualTo(143);
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

  /** More records than the checkpoint has seen: only the id tells. */
  @Test
  @Fault("topic deleted and made again")
  void topicMadeAgain_isRefused(Injections injections)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
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
  void topicMadeAgainUnderARunningJob_endsIt(Injections injections)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Programs programs = rig.at("under");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    StartedProcess job = rig.start(programs.job(flags(programs, "1 hour")));
    Await.until(
        "the first batch is counted",
        () -> JobProgress.newest(programs.progress()).isPresent() || job.exitCode().isPresent());
    deleteTopic("under");
    rig.publish(programs, Rig.HOME.sample());
    assertThat(job.await(Await.HEALED)).isEqualTo(1);
    assertThat(job.failure().getMessage())
        .contains("failed: topic under was deleted and created again (its id was ");
    injections.held();
  }

  @Test
  @Fault("another setting at the same checkpoint")
  void anotherWindow_isRefused(Injections injections)
      throws IOException, InterruptedException, ProcessException {
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
  void settingThatDoesNothing_isToldOf()
      throws IOException, InterruptedException, ProcessException {
    Programs programs = rig.at("inert");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    rig.countAvailable(programs, Map.of(), "--command-property", "max.poll.record=5");
    assertThat(programs.logs().resolve("job.log"))
        .content()
        .contains("note: the Kafka client does not know the property max.poll.record; ");
  }

  private static void assertRefused(Programs programs, List<String> more, String why)
      throws IOException, InterruptedException, ProcessException {
    List<String> flags = flags(programs, "available-now");
    flags.addAll(more);
    assertRefused(programs.job(flags), why);
  }

  private static void assertRefused(StartedProcess.Command job, String why)
      throws IOException, InterruptedException, ProcessException {
    Files.delete(job.log());
    assertThat(rig.exitCode(job)).isEqualTo(1);
    assertThat(job.log()).content().contains(why).doesNotContain("\tat ");
  }

  private static void deleteTopic(String topic) throws InterruptedException, ExecutionException {
    try (Admin admin = rig.broker().admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      Await.until(topic + " is gone", () -> !admin.listTopics().names().get().contains(topic));
    }
  }
}
