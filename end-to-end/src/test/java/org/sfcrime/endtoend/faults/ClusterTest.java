package org.sfcrime.endtoend.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.KafkaCluster;
import org.sfcrime.endtoend.harness.KafkaNode;
import org.sfcrime.endtoend.harness.LiveRun;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.SparkCluster;

/**
 * The job runs on a standalone Spark cluster with three brokers. The test kills a worker, then each
 * broker in turn.
 */
class ClusterTest {
  private static final int CALLS = 200_000;
  private static final int CALLS_PER_SECOND = 1_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AutoClose private Rig rig;

  @BeforeEach
  void prepare() {
    rig = Rig.withoutBroker(folder);
  }

  @Test
  @Fault("a cluster: a worker SIGKILLed, then each broker")
  void workerAndBrokersKilled_promiseHolds(Injections injections)
      throws IOException, InterruptedException {
    int brokersKilled = Faults.times(0, 3);
    KafkaCluster kafka = KafkaCluster.start(rig);
    SparkCluster spark = SparkCluster.start(rig);
    LiveRun run = run(kafka, spark);
    List<Duration> recoveries = new ArrayList<>();

    run.assertRunning();
    long killedNanos = System.nanoTime();
    spark.killWorker(0);
    run.awaitProgress();
    recoveries.add(Duration.ofNanos(System.nanoTime() - killedNanos));
    for (KafkaNode broker : kafka.nodes().subList(0, brokersKilled)) {
      kafka.awaitInSync();
      run.assertRunning();
      broker.kill();
      // Two brokers suffice: the third starts again only after the programs have made progress.
      recoveries.add(run.awaitProgress());
      broker.startAgain();
      broker.awaitAnswer();
    }
    run.assertHolds("after a worker and each broker were killed");
    recoveries.forEach(injections::held);
  }

  private LiveRun run(KafkaCluster kafka, SparkCluster spark)
      throws IOException, InterruptedException {
    Path file = rig.generate("calls.json.gz", CALLS);
    LiveRun run =
        new LiveRun(
            rig,
            rig.atBroker("calls", kafka.bootstrapServers()),
            new LiveRun.Options(
                file,
                CALLS_PER_SECOND,
                List.of("--replication-factor", "3"),
                flags -> {
                  List<String> all = new ArrayList<>(flags);
                  all.addAll(List.of("--replication-factor", "3"));
                  all.addAll(List.of("--command-property", "request.timeout.ms=10000"));
                  all.addAll(List.of("--command-property", "default.api.timeout.ms=20000"));
                  return all;
                },
                spark::submitted));
    run.startAtOnce();
    run.awaitFirstRecord();
    return run;
  }
}
