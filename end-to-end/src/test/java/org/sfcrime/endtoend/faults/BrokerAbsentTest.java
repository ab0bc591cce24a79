package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.LiveRun;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Nothing listens at the broker's port when the programs start. */
class BrokerAbsentTest {
  private static final String ROW = "broker absent at start";
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Spark's own start, on a busy machine. */
  private static final Duration START_OF_SPARK = Duration.ofSeconds(40);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Rig rig;
  private Programs programs;
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    rig = Rig.withoutBroker(folder);
    port = ChildBroker.freePort();
    programs = rig.atBroker("calls", "127.0.0.1:" + port);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @Fault(ROW)
  void comesUpLater_allGoOn(Injections injections)
      throws IOException, InterruptedException, ProcessException {
    Duration absence = Duration.ofSeconds(Faults.times(6, 20));
    Path file = rig.generate("calls.json.gz", "--calls", "3000");
    LiveRun run = new LiveRun(rig, programs, LiveRun.Options.of(file, 300));
    run.startAtOnce();
    run.during(absence);

    long startNanos = System.nanoTime();
    rig.start(
        ChildBroker.command(Rig.HOME, port, folder.resolve("kafka"), folder.resolve("broker.log")));
    run.awaitFirstRecord();
    Duration recovery = Duration.ofNanos(System.nanoTime() - startNanos);
    run.assertHolds("after " + absence + " without a broker");
    assertThat(run.restarts()).as("programs that did not wait").isZero();
    injections.held(recovery);
  }

  @Test
  @Fault(ROW)
  void neverComes_producerSaysWhere(Injections injections)
      throws IOException, InterruptedException, ProcessException {
    StartedProcess.Command producer =
        programs.producer(Rig.HOME.sample(), List.of("--command-property", "max.block.ms=5000"));
    assertGivesUp(producer, Duration.ofSeconds(5), "producer: No broker answers at ");
    injections.held();
  }

  @Test
  @Fault(ROW)
  void neverComes_consumerSaysWhere(Injections injections)
      throws IOException, InterruptedException, ProcessException {
    StartedProcess.Command consumer =
        programs.consumer(Rig.HOME.sample(), List.of("--broker-timeout-ms", "5000"));
    assertGivesUp(consumer, Duration.ofSeconds(5), "consumer: no broker answers at ");
    injections.held();
  }

  /** The job asks four times, each for as long as the client's own limit says. */
  @Test
  @Fault(ROW)
  void neverComes_jobSaysWhere(Injections injections)
      throws IOException, InterruptedException, ProcessException {
    StartedProcess.Command job =
        programs.job(
            List.of(
                "--command-property",
                "default.api.timeout.ms=1000",
                "--command-property",
                "request.timeout.ms=1000"));
    assertGivesUp(job, Duration.ofSeconds(6).plus(START_OF_SPARK), "failed: ");
    injections.held();
  }

  private void assertGivesUp(StartedProcess.Command command, Duration limit, String cause)
      throws IOException, InterruptedException, ProcessException {
    StartedProcess program = rig.start(command);
    assertThat(program.await(limit.plus(GRACE))).as("exit code").isEqualTo(1);
    assertThat(Files.readAllLines(command.log()))
        .as("what the %s says", command.name())
        .anyMatch(line -> line.startsWith(cause) && line.contains(programs.broker()));
  }
}
