package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;

/** The counts do not depend on the number of runs of the job. */
class RestartTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
  }

  @Test
  void secondRunFromTheCheckpoint_countsAreComplete() throws IOException, InterruptedException {
    Path file = rig.generateLines("all.ndjson", 8_000);
    List<String> lines = Files.readAllLines(file);
    Path before = Files.write(folder.resolve("before.ndjson"), lines.subList(0, 4_200));
    Path after = Files.write(folder.resolve("after.ndjson"), lines.subList(4_200, 8_000));
    Programs programs = rig.at("restarted");

    rig.publish(programs, before);
    JobRun first = rig.countAvailable(programs, Map.of(), "--max-offsets-per-trigger", "1500");
    assertThat(first.report().counted()).isEqualTo(4_200);
    assertThat(first.counts().rows()).isEqualTo(new Oracle(Rig.RADIO_CODES, before).rows());

    rig.publish(programs, after);
    JobRun second = rig.countAvailable(programs, Map.of(), "--max-offsets-per-trigger", "1500");
    assertThat(second.report().read()).isEqualTo(8_000);
    assertThat(second.report().counted()).isEqualTo(8_000);
    assertThat(second.counts().rows()).isEqualTo(new Oracle(Rig.RADIO_CODES, file).rows());
    assertThat(second.late().rows()).isEmpty();
  }
}
