package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The job follows a producer at full speed, and starts before the topic exists. */
class LiveFollowTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  private static Path file;
  private static Oracle oracle;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    file = rig.generate("calls.json.gz", Rig.CALLS);
    oracle = new Oracle(Rig.RADIO_CODES, file);
  }

  static IntStream runs() {
    return IntStream.rangeClosed(1, Integer.getInteger("sfcrime.live.runs", 1));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void fullReplaySpeed_nothingIsLate(int number) throws IOException, InterruptedException {
    Programs programs = rig.at("live-" + number);
    // The batches are so small that the job lags and the partitions drift apart.
    String offsets = Integer.toString(Rig.CALLS / 4);
    List<String> flags =
        Rig.jobFlags(programs, "200 milliseconds", "--max-offsets-per-trigger", offsets);
    StartedProcess job = rig.start(programs.job(flags));

    assertThat(rig.publish(programs, file)).isEqualTo(Rig.CALLS);
    Await.recordsRead(job, programs, Rig.CALLS);
    ProgramEnd.assertStops(job);

    JobRun run = rig.result(programs);
    assertThat(run.report().read()).isEqualTo(Rig.CALLS);
    assertThat(run.report().late()).isZero();
    assertThat(run.counts().rows()).isEqualTo(oracle.rows());
  }
}
