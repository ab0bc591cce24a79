package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.KafkaNode;
import org.sfcrime.endtoend.harness.LiveRun;
import org.sfcrime.endtoend.harness.Rig;

/** The broker runs in its own network, whose connection is cut for a while. */
class NetworkCutTest {
  private static final int CALLS_PER_SECOND = 300;
  private static final int SECONDS = 130;
  private static final int PORT = 9092;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Rig rig;
  private NetworkNamespace network;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  @Fault("network cut")
  void cut_promiseHolds(Injections injections) throws IOException, InterruptedException {
    int times = Faults.times(0, 2);
    network = NetworkNamespace.make();
    rig = Rig.withoutBroker(folder);
    KafkaNode broker = startBroker();
    Path file = rig.generate("calls.json.gz", CALLS_PER_SECOND * SECONDS);
    LiveRun run =
        new LiveRun(
            rig,
            rig.atBroker("calls", broker.address()),
            LiveRun.Options.of(file, CALLS_PER_SECOND));
    run.startAtOnce();
    run.awaitFirstRecord();
    List<Duration> recoveries = new ArrayList<>();
    for (Duration outage :
        List.of(Duration.ofSeconds(10), Duration.ofSeconds(60)).subList(0, times)) {
      run.assertRunning();
      network.cut();
      long before = run.read();
      run.runFor(outage);
      assertThat(run.read()).as("read while the network was cut").isLessThan(before + 5_000);
      network.heal();
      recoveries.add(run.awaitProgress(Await.RECOVERY));
    }
    run.assertHolds("after cuts of 10 s and 60 s");
    recoveries.forEach(injections::held);
  }

  private KafkaNode startBroker() throws IOException, InterruptedException {
    String address = network.address() + ":" + PORT;
    List<String> settings =
        List.of(
            "listeners=PLAINTEXT://%s,CONTROLLER://127.0.0.1:9093".formatted(address),
            "controller.quorum.voters=1@127.0.0.1:9093",
            "offsets.topic.replication.factor=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1");
    KafkaNode node = new KafkaNode(rig, 1, address, settings, network::inside);
    node.format();
    node.start();
    node.awaitAnswer();
    return node;
  }
}
