package org.sfcrime.endtoend.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.sfcrime.processes.StartedProcess;

/** A broker started with Kafka's own main class, with its own address and settings. */
public final class KafkaNode {
  private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
  private static final int ANSWER_MILLIS = 5_000;

  private final Rig rig;
  private final int id;
  private final String address;
  private final Path settings;
  private final UnaryOperator<StartedProcess.Command> place;
  private StartedProcess process;

  /**
   * Writes the broker's properties file.
   *
   * @param settings lines in addition to its id, address and folder
   * @param place changes a command so that it runs in another network
   */
  public KafkaNode(
      Rig rig,
      int id,
      String address,
      List<String> settings,
      UnaryOperator<StartedProcess.Command> place)
      throws IOException {
    this.rig = rig;
    this.id = id;
    this.address = address;
    this.place = place;
    this.settings = rig.folder().resolve("broker-%d.properties".formatted(id));
    List<String> all =
        new ArrayList<>(
            List.of(
                "process.roles=broker,controller",
                "node.id=" + id,
                "advertised.listeners=PLAINTEXT://" + address,
                "controller.listener.names=CONTROLLER",
                "log.dirs=" + rig.folder().resolve("broker-" + id),
                "auto.create.topics.enable=false",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.num.partitions=1",
                "log.cleaner.dedupe.buffer.size=33554432"));
    all.addAll(settings);
    Files.write(this.settings, all);
  }

  public String address() {
    return address;
  }

  /** Formats the broker's folder, which Kafka requires before the first start. */
  public void format() throws IOException, InterruptedException {
    StartedProcess.Command command =
        command("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", settings.toString());
    ProgramEnd.assertExits(rig.start(command), 0);
  }

  public void start() throws IOException, InterruptedException {
    process = rig.start(place.apply(command("kafka.Kafka", settings.toString())));
  }

  public void kill() throws IOException, InterruptedException {
    Signal.KILL.sendTo(process);
    process.await(Await.RECOVERY);
  }

  public void startAgain() throws IOException, InterruptedException {
    process = rig.startAgain(process, place.apply(command("kafka.Kafka", settings.toString())));
  }

  Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            address,
            "request.timeout.ms",
            ANSWER_MILLIS,
            "default.api.timeout.ms",
            ANSWER_MILLIS));
  }

  /** Waits until the broker is a member of its cluster. */
  public void awaitAnswer() {
    try (Admin admin = admin()) {
      Await.until("an answer from broker " + id, () -> answers(admin));
    }
  }

  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  private StartedProcess.Command command(String program, String... arguments) {
    String libraries =
        Rig.HOME.root().resolve("tools/local-kafka/target/lib") + File.separator + "*";
    List<String> words =
        new ArrayList<>(
            List.of(Shell.jdkProgram("java"), "-Xmx384m", "-XX:+UseSerialGC", "-cp", libraries));
    words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    words.add(program);
    words.addAll(List.of(arguments));
    return new StartedProcess.Command(
        "broker-" + id, words, Map.of(), rig.folder().resolve("broker-%d.log".formatted(id)));
  }
}
