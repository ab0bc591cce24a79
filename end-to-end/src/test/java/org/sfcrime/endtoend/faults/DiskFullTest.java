package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.LiveRun;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;

/** The disk of the broker or of the checkpoint is full for a while. */
class DiskFullTest {
  private static final String ROW = "disk full";
  private static final String FULL = "No space left on device";
  private static final int CALLS_PER_SECOND = 300;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private SmallDisk disk;
  private Rig rig;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  private LiveRun startRun(int seconds) throws IOException, InterruptedException {
    Path file = rig.generate("calls.json.gz", CALLS_PER_SECOND * seconds);
    LiveRun run = new LiveRun(rig, rig.at("calls"), LiveRun.Options.of(file, CALLS_PER_SECOND));
    rig.createTopic("calls", 4);
    run.start();
    return run;
  }

  @Test
  @Fault(ROW)
  void broker_stopsAndNamesTheCause(Injections injections)
      throws IOException, InterruptedException {
    Faults.onlyInTheFullRun();
    disk = SmallDisk.mount(folder.resolve("kafka"));
    rig = Rig.start(folder);
    LiveRun run = startRun(60);

    disk.fill();
    assertThat(rig.broker().process().await(Await.RECOVERY))
        .as("the broker's exit code")
        .isNotZero();
    assertThat(Files.readString(folder.resolve("broker.log"), StandardCharsets.ISO_8859_1))
        .contains(FULL);
    disk.free();
    rig.startBrokerAgain();
    Duration recovery = run.awaitProgress();
    run.assertHolds("after the broker's disk was full");
    injections.held(recovery);
  }

  @Test
  @Fault(ROW)
  void checkpoint_jobStopsAndNamesTheCause(Injections injections)
      throws IOException, InterruptedException {
    Faults.onlyInTheFullRun();
    disk = SmallDisk.mount(folder.resolve("calls/checkpoint"));
    rig = Rig.start(folder);
    LiveRun run = startRun(60);

    disk.fill();
    ProgramEnd.assertExits(run.job().process(), 1);
    assertThat(run.job().causes()).singleElement().asString().contains(FULL);
    disk.free();
    Duration recovery = run.awaitProgress();
    run.assertHolds("after the checkpoint's disk was full");
    injections.held(recovery);
  }
}
