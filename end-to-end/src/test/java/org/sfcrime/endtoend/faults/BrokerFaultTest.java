package org.sfcrime.endtoend.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.LiveRun;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Signal;

/** The broker is killed or stopped while producer, consumer and job run. */
class BrokerFaultTest {
  private static final int CALLS_PER_SECOND = 300;
  private static final int LONGEST_OUTAGE_MILLIS = 3_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AutoClose private Rig rig;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
  }

  /** Starts the three programs with calls for a number of seconds. */
  private LiveRun run(int seconds) throws IOException, InterruptedException {
    Path file = rig.generate("calls.json.gz", CALLS_PER_SECOND * seconds);
    rig.createTopic("calls", 4);
    LiveRun run = new LiveRun(rig, rig.at("calls"), LiveRun.Options.of(file, CALLS_PER_SECOND));
    run.start();
    return run;
  }

  @Test
  @Fault("broker SIGKILL and restart")
  void killed_promiseHolds(Injections injections) throws IOException, InterruptedException {
    int times = Faults.times(1, 5);
    Random random = Faults.random();
    LiveRun run = run(5 + 20 * times);
    List<Duration> recoveries = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      run.runFor(Duration.ofMillis(random.nextInt(2_000)));
      run.assertRunning();
      rig.killBroker();
      run.runFor(Duration.ofMillis(random.nextInt(LONGEST_OUTAGE_MILLIS)));
      rig.startBrokerAgain();
      recoveries.add(run.awaitProgress());
    }
    run.assertHolds("%d kills, %s".formatted(times, Faults.seed()));
    recoveries.forEach(injections::held);
  }

  @Test
  @Fault("broker SIGSTOP")
  void stopped_promiseHolds(Injections injections) throws IOException, InterruptedException {
    int times = Faults.times(0, 2);
    List<Duration> outages =
        List.of(Duration.ofSeconds(10), Duration.ofSeconds(40)).subList(0, times);
    LiveRun run = run(100);
    List<Duration> recoveries = new ArrayList<>();
    for (Duration outage : outages) {
      run.assertRunning();
      Signal.STOP.sendTo(rig.broker().process());
      run.runFor(outage);
      Signal.CONT.sendTo(rig.broker().process());
      recoveries.add(run.awaitProgress());
    }
    run.assertHolds("stopped for " + outages);
    recoveries.forEach(injections::held);
  }
}
