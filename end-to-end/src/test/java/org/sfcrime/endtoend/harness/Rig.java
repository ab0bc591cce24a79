package org.sfcrime.endtoend.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.tools.ConsoleProducer;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/** A broker that the tests of a class share, and the programs at it; each test has its topic. */
public final class Rig implements AutoCloseable {
  public static final Home HOME = Home.find(Map.of());
  public static final Path RADIO_CODES = Path.of(HOME.radioCodes());
  public static final int CALLS = Integer.getInteger("sfcrime.calls", 20_000);

  public static final Duration LIMIT = Duration.ofHours(1);

  private final ProcessGroup processes;
  private ChildBroker broker;

  /** What the job left. */
  public record JobRun(JobProgress report, CountsCsv counts, CountsCsv late) {}

  private Rig(ProcessGroup processes, ChildBroker broker) {
    this.processes = processes;
    this.broker = broker;
  }

  public static Rig start(Path folder) throws IOException, InterruptedException, ProcessException {
    ProcessGroup processes =
        new ProcessGroup(folder, true, ProcessGroup.forAShortRun(System.getenv()));
    int port = ChildBroker.freePort();
    Rig rig =
        new Rig(processes, new ChildBroker(processes.start(brokerCommand(folder, port)), port));
    try {
      rig.awaitBroker();
    } catch (CommandException | InterruptedException e) {
      rig.close();
      throw e;
    }
    return rig;
  }

  /** For tests that have a broker, or several, of their own. */
  public static Rig withoutBroker(Path folder) {
    return new Rig(
        new ProcessGroup(folder, true, ProcessGroup.forAShortRun(System.getenv())), null);
  }

  private static StartedProcess.Command brokerCommand(Path folder, int port) {
    return ChildBroker.command(HOME, port, folder.resolve("kafka"), folder.resolve("broker.log"));
  }

  @Override
  public void close() {
    processes.close();
  }

  public Path folder() {
    return processes.folder();
  }

  public ChildBroker broker() {
    return broker;
  }

  void awaitBroker() throws InterruptedException, ProcessException {
    broker.awaitAnswer(Duration.ofMinutes(2), processes.closing());
  }

  /** Kills the broker: nothing is flushed, nobody is told. */
  public void killBroker() throws IOException, InterruptedException, ProcessException {
    Signal.KILL.sendTo(broker.process());
    broker.process().await(Duration.ofMinutes(1));
  }

  /** Starts the broker that has ended anew, at the same port and with the same folder. */
  public void startBrokerAgain() throws IOException, InterruptedException {
    StartedProcess again =
        processes.startInPlaceOf(
            broker.process(), brokerCommand(processes.folder(), broker.port()));
    broker = new ChildBroker(again, broker.port());
  }

  /** The programs at a topic, with a folder of that name. */
  public Programs at(String topic) throws IOException {
    return at(topic, topic);
  }

  /** The programs at a topic that others use as well, with a folder of their own. */
  public Programs at(String topic, String name) throws IOException {
    Path work = Files.createDirectories(processes.folder().resolve(name));
    return new Programs(HOME, broker.address(), topic, work, work);
  }

  /** The programs at a topic of another broker. */
  public Programs atBroker(String topic, String bootstrapServers) throws IOException {
    Path work = Files.createDirectories(processes.folder().resolve(topic));
    return new Programs(HOME, bootstrapServers, topic, work, work);
  }

  public StartedProcess start(StartedProcess.Command command)
      throws IOException, InterruptedException {
    return processes.start(command);
  }

  /** Starts a program whose standard output is handed on line by line. */
  public StartedProcess start(StartedProcess.Command command, Consumer<String> stdout)
      throws IOException, InterruptedException {
    return processes.start(command, stdout);
  }

  /** Starts a program that has ended anew. */
  public StartedProcess startAgain(StartedProcess ended, StartedProcess.Command command)
      throws IOException, InterruptedException {
    return processes.startInPlaceOf(ended, command);
  }

  public void createTopic(String name, int partitions)
      throws InterruptedException, ProcessException {
    broker.createTopic(name, partitions);
  }

  /** The topic's records, of committed transactions, until the ends of now. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicRecords.committed(broker.address(), topic);
  }

  /** Runs a program to its end, and returns its exit code. */
  public int exitCode(StartedProcess.Command command)
      throws IOException, InterruptedException, ProcessException {
    return processes.start(command).await(LIMIT);
  }

  public Path generate(String name, String... flags)
      throws IOException, InterruptedException, ProcessException {
    Path file = processes.folder().resolve(name);
    List<String> command =
        new ArrayList<>(List.of(HOME.program("generate-calls"), "--out", file.toString()));
    command.addAll(List.of(flags));
    run(new StartedProcess.Command("generator", command, Map.of(), log("generator")));
    return file;
  }

  /** Publishes a file by our producer, and returns how many calls it published. */
  public long publish(Programs programs, Path file, String... flags)
      throws IOException, InterruptedException, ProcessException {
    run(programs.producer(file, List.of(flags)));
    return report(programs, "producer").required("published").longValue();
  }

  /** Publishes lines by Kafka's console producer: no keys, each line a record, in their order. */
  public void publishByConsole(String topic, Path lines)
      throws IOException, InterruptedException, ProcessException {
    String tools =
        ConsoleProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String libraries = HOME.root().resolve("tools/local-kafka/target/lib") + "/*";
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            tools + File.pathSeparator + libraries,
            ConsoleProducer.class.getName(),
            "--bootstrap-server",
            broker.address(),
            "--topic",
            topic);
    run(
        new StartedProcess.Command(
            "console-producer", command, Map.of(), log("console-producer"), lines.toFile()));
  }

  /** Runs the job until it has read what there is. */
  public JobRun countAvailable(Programs programs, Map<String, String> environment, String... flags)
      throws IOException, InterruptedException, ProcessException {
    List<String> all = new ArrayList<>(filesOf(programs));
    all.addAll(List.of("--trigger", "available-now", "--top", "1"));
    all.addAll(List.of(flags));
    run(programs.job(all).in(environment));
    return result(programs);
  }

  /** The flags by which the job writes what {@link #result} reads. */
  public static List<String> filesOf(Programs programs) {
    return List.of(
        "--counts-file",
        programs.work().resolve("counts.csv").toString(),
        "--late-file",
        programs.work().resolve("late.csv").toString());
  }

  public JobRun result(Programs programs) throws IOException {
    return new JobRun(
        JobProgress.of(report(programs, "job")),
        CountsCsv.read(programs.work().resolve("counts.csv")),
        CountsCsv.read(programs.work().resolve("late.csv")));
  }

  private void run(StartedProcess.Command command)
      throws IOException, InterruptedException, ProcessException {
    StartedProcess program = processes.start(command);
    if (program.await(LIMIT) != 0) {
      throw program.failure();
    }
  }

  private Path log(String program) {
    return processes.folder().resolve(program + ".log");
  }

  private static JsonNode report(Programs programs, String program) throws IOException {
    return new ObjectMapper().readTree(programs.report(program).toFile());
  }
}
