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
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.StartedProcess;

/**
 * A broker started as Kafka starts it, with settings of its own: at any address, one of several.
 */
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
   * Writes its settings.
   *
   * @param settings beside its name, listeners and folder
   * @param place puts a command where it is to run
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

  public void format() throws IOException, InterruptedException, ProcessException {
    StartedProcess.Command command =
        command("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", settings.toString());
    int exitCode = rig.exitCode(command);
    if (exitCode != 0) {
      throw new ProcessException("a broker's folder was not formatted: see " + command.log());
    }
  }

  public void start() throws IOException, InterruptedException {
    process = rig.start(place.apply(command("kafka.Kafka", settings.toString())));
  }

  public void kill() throws IOException, InterruptedException, ProcessException {
    Signal.KILL.sendTo(process);
    process.await(Await.HEALED);
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

  /** Waits until it takes part in its cluster. */
  public void awaitAnswer() {
    try (Admin admin = admin()) {
      Await.until("an answer of broker " + id, () -> answers(admin));
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
        new ArrayList<>(List.of(java(), "-Xmx384m", "-XX:+UseSerialGC", "-cp", libraries));
    words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    words.add(program);
    words.addAll(List.of(arguments));
    return new StartedProcess.Command(
        "broker-" + id, words, Map.of(), rig.folder().resolve("broker-%d.log".formatted(id)));
  }

  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
