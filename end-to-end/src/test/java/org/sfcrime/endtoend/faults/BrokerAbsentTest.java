package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.LiveRun;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** No broker answers when the programs start. */
class BrokerAbsentTest {
  private static final String ROW = "broker absent at start";
  private static final Duration GRACE = Faults.limit(5);

  /** The start of Spark on a busy machine. */
  private static final Duration START_OF_SPARK = Duration.ofSeconds(40);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AutoClose private Rig rig;
  private Programs programs;
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    rig = Rig.withoutBroker(folder);
    port = ChildBroker.freePort();
    programs = rig.atBroker("calls", "127.0.0.1:" + port);
  }

  @Test
  @Fault(ROW)
  void startedLater_programsWait(Injections injections) throws IOException, InterruptedException {
    Duration absence = Duration.ofSeconds(Faults.times(6, 20));
    Path file = rig.generate("calls.json.gz", 3_000);
    LiveRun run = new LiveRun(rig, programs, LiveRun.Options.of(file, 300));
    run.startAtOnce();
    run.runFor(absence);

    long startNanos = System.nanoTime();
    rig.start(rig.brokerCommand(port));
    run.awaitFirstRecord();
    Duration recovery = Duration.ofNanos(System.nanoTime() - startNanos);
    run.assertHolds("after " + absence + " without a broker");
    assertThat(run.restarts()).as("programs that exited").isZero();
    injections.held(recovery);
  }

  @Test
  @Fault(ROW)
  void neverStarted_producerNamesTheAddress(Injections injections)
      throws IOException, InterruptedException {
    StartedProcess.Command producer =
        programs.producer(Rig.HOME.sample(), List.of("--command-property", "max.block.ms=5000"));
    assertGivesUp(producer, Duration.ofSeconds(5), "producer: No broker answers at ");
    injections.held();
  }

  @Test
  @Fault(ROW)
  void neverStarted_consumerNamesTheAddress(Injections injections)
      throws IOException, InterruptedException {
    StartedProcess.Command consumer =
        programs.consumer(Rig.HOME.sample(), List.of("--broker-timeout-ms", "5000"));
    assertGivesUp(consumer, Duration.ofSeconds(5), "consumer: no broker answers at ");
    injections.held();
  }

  /** The job tries four times, each time up to the client's timeout. */
  @Test
  @Fault(ROW)
  void neverStarted_jobNamesTheAddress(Injections injections)
      throws IOException, InterruptedException {
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
      throws IOException, InterruptedException {
    StartedProcess program = rig.start(command);
    ProgramEnd.assertExits(program, 1, limit.plus(GRACE));
    assertThat(Files.readAllLines(command.log()))
        .as("log of the %s", command.name())
        .anyMatch(line -> line.startsWith(cause) && line.contains(programs.broker()));
  }
}
