package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The job follows while calls are published as fast as they go, and starts before the topic is. */
class LiveFollowTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;
  private static Path file;
  private static Oracle oracle;

  @BeforeAll
  static void start() throws IOException, InterruptedException, ProcessException {
    rig = Rig.start(folder);
    file = rig.generate("calls.json.gz", "--calls", "" + Rig.CALLS);
    oracle = new Oracle(Rig.RADIO_CODES, file);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  static IntStream runs() {
    return IntStream.rangeClosed(1, Integer.getInteger("sfcrime.live.runs", 1));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void fullReplaySpeed_nothingIsLate(int number)
      throws IOException, InterruptedException, ProcessException {
    Programs programs = rig.at("live-" + number);
    List<String> flags = new ArrayList<>(Rig.filesOf(programs));
    // Batches so small that the job runs behind, and partitions drift apart.
    flags.addAll(List.of("--trigger", "200 milliseconds", "--top", "1"));
    flags.addAll(List.of("--max-offsets-per-trigger", Integer.toString(Rig.CALLS / 4)));
    StartedProcess job = rig.start(programs.job(flags));

    assertThat(rig.publish(programs, file)).isEqualTo(Rig.CALLS);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .failFast("the job ended", () -> job.exitCode().isPresent())
        .until(
            () ->
                JobProgress.newest(programs.progress()).map(JobProgress::read).orElse(0L)
                    >= Rig.CALLS);
    job.terminate();

    assertThat(job.await(LIMIT)).as(() -> job.failure().getMessage()).isEqualTo(143);
    JobRun run = rig.result(programs);
    assertThat(run.report().read()).isEqualTo(Rig.CALLS);
    assertThat(run.report().late()).isZero();
    assertThat(run.counts().rows()).isEqualTo(oracle.rows());
  }
}
