package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The job refuses a sink that does not have the totals of the checkpoint, or would lose them. */
class SinkReplacedTest {
  private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");

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
  @Fault("a sink replaced under its checkpoint")
  void sinkReplaced_jobRefusesToStart(Injections injections)
      throws IOException, InterruptedException, SQLException {
    Faults.onlyInTheFullRun();
    Programs programs = rig.at("replaced");
    AllSinks sinks = new AllSinks(rig, postgres, "replaced");
    StartedProcess.Command job = programs.job(sinks.untilEnd(programs, 500));
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    assertThat(rig.exitCode(job)).isZero();
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");

    postgres.execute("ALTER TABLE counts_replaced RENAME TO kept");
    postgres.execute("CREATE TABLE counts_replaced (LIKE kept INCLUDING ALL)");
    assertRefused(job, "failed: table counts_replaced is not the one that checkpoint ");
    postgres.execute("DROP TABLE counts_replaced");
    postgres.execute("ALTER TABLE kept RENAME TO counts_replaced");
    assertThat(rig.exitCode(job)).isZero();
    sinks.assertAgree(rig.result(programs), sinks.content().dead(), "after the table came back");

    // The job checks the topic of counts first.
    List<String> topics = List.of("late-replaced", "counts-replaced");
    for (String topic : topics) {
      rig.broker().deleteTopics(topic);
      assertRefused(job, "failed: topic %s does not exist, and checkpoint ".formatted(topic));
      rig.broker().createTopic(topic, 2, COMPACT);
      assertRefused(job, "failed: topic %s is not the one that checkpoint ".formatted(topic));
    }
    injections.held(1 + 2 * topics.size());
  }

  @Test
  @Fault("a counts topic that is not compacted")
  void topicIsNotCompacted_jobRefusesToStart(Injections injections)
      throws IOException, InterruptedException {
    Programs programs = rig.at("deleting");
    rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
    List<String> flags = new ArrayList<>(Rig.jobFlags(programs, "available-now"));
    flags.addAll(List.of("--sink", "kafka", "--counts-topic", "counts-deleting"));
    for (String policy : List.of("delete", "compact,delete")) {
      rig.broker().createTopic("counts-deleting", 2, Map.of("cleanup.policy", policy));
      assertRefused(
          programs.job(flags),
          "failed: topic counts-deleting has cleanup.policy=%s, so that ".formatted(policy));
      rig.broker().deleteTopics("counts-deleting");
    }
    injections.held();
  }

  private static void assertRefused(StartedProcess.Command job, String why)
      throws IOException, InterruptedException {
    Files.deleteIfExists(job.log());
    assertThat(rig.exitCode(job)).isEqualTo(1);
    assertThat(job.log())
        .content()
        .containsOnlyOnce("failed: ")
        .contains(why)
        .doesNotContain("\tat ");
  }
}
