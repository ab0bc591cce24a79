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
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.Logins;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/**
 * A broker shared by the tests of a class, and the programs that use it. Each test has a topic of
 * its own. Closing the rig ends all processes that it started.
 */
public final class Rig implements AutoCloseable {
  public static final Home HOME = Home.find(Map.of());
  public static final Path RADIO_CODES = Path.of(HOME.radioCodes());
  public static final int CALLS = Integer.getInteger("sfcrime.calls", 20_000);

  /** The longest run of a program. */
  public static final Duration LIMIT = Duration.ofHours(1);

  private static final Duration BROKER_START = Duration.ofMinutes(2);

  private final ProcessGroup processes;
  private ChildBroker broker;
  private Logins logins = Logins.NONE;

  /** The job's report and the rows of its two files. */
  public record JobRun(JobProgress report, CountsCsv counts, CountsCsv late) {}

  private Rig(ProcessGroup processes) {
    this.processes = processes;
  }

  /** Starts a broker whose data and log are in a folder. */
  public static Rig start(Path folder) throws IOException, InterruptedException {
    return start(withoutBroker(folder));
  }

  /** Starts a broker with TLS, and users with only the rights that their programs need. */
  public static Rig startSecured(Path folder) throws IOException, InterruptedException {
    Rig rig = withoutBroker(folder);
    rig.logins = Logins.of(rig.brokerFolder());
    return start(rig);
  }

  private static Rig start(Rig rig) throws IOException, InterruptedException {
    try {
      int port = ChildBroker.freePort();
      rig.broker = new ChildBroker(rig.start(rig.brokerCommand(port)), port, rig.logins);
      rig.broker.awaitAnswer(BROKER_START, rig.processes.closing());
    } catch (IOException | InterruptedException | RuntimeException e) {
      rig.close();
      throw e;
    }
    return rig;
  }

  /** Creates a rig for tests that start their own brokers. */
  public static Rig withoutBroker(Path folder) {
    return new Rig(new ProcessGroup(folder, true, ProcessGroup.forAShortRun(System.getenv())));
  }

  /** The command of a broker on a port, with this rig's folder. */
  public StartedProcess.Command brokerCommand(int port) {
    StartedProcess.Command open =
        ChildBroker.command(HOME, port, brokerFolder(), folder().resolve("broker.log"));
    return logins.directory().isPresent() ? ChildBroker.secured(open) : open;
  }

  private Path brokerFolder() {
    return folder().resolve("kafka");
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

  /** Ends the broker with SIGKILL: it can neither flush its data nor notify its clients. */
  public void killBroker() throws IOException, InterruptedException {
    Signal.KILL.sendTo(broker.process());
    broker.process().await(Await.RECOVERY);
  }

  /** Starts an ended broker again, on the same port and with the same folder. */
  public void startBrokerAgain() throws IOException, InterruptedException {
    StartedProcess again = startAgain(broker.process(), brokerCommand(broker.port()));
    broker = new ChildBroker(again, broker.port(), logins);
  }

  /** The password of a user of a secured broker. */
  public String password(String user) {
    String login = logins.client(user, broker.address()).get("sasl.jaas.config").toString();
    return login.replaceFirst(".*password=\"([^\"]+)\".*", "$1");
  }

  /** The programs for a topic, with a folder of the same name. */
  public Programs at(String topic) throws IOException {
    return at(topic, topic);
  }

  /** The programs for a topic that is shared with other programs, with a folder of their own. */
  public Programs at(String topic, String name) throws IOException {
    return programs(topic, name, broker.address());
  }

  /** The programs for a topic of another broker. */
  public Programs atBroker(String topic, String bootstrapServers) throws IOException {
    return programs(topic, topic, bootstrapServers);
  }

  private Programs programs(String topic, String name, String bootstrapServers) throws IOException {
    Path work = Files.createDirectories(folder().resolve(name));
    return new Programs(HOME, bootstrapServers, topic, work, work, logins);
  }

  public StartedProcess start(StartedProcess.Command command)
      throws IOException, InterruptedException {
    return processes.start(command);
  }

  /** Starts a program and passes each line of its standard output to a consumer. */
  public StartedProcess start(StartedProcess.Command command, Consumer<String> stdout)
      throws IOException, InterruptedException {
    return processes.start(command, stdout);
  }

  /** Starts an ended program again. */
  public StartedProcess startAgain(StartedProcess ended, StartedProcess.Command command)
      throws IOException, InterruptedException {
    return processes.startInPlaceOf(ended, command);
  }

  public void createTopic(String name, int partitions) throws InterruptedException {
    broker.createTopic(name, partitions);
  }

  /** All committed records of a topic up to its current end. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicRecords.committed(logins.client(Logins.ADMIN, broker.address()), topic);
  }

  /** Runs a program to its end and returns its exit code. */
  public int exitCode(StartedProcess.Command command) throws IOException, InterruptedException {
    return start(command).await(LIMIT);
  }

  /** Generates a file of calls. */
  public Path generate(String name, int calls, String... flags)
      throws IOException, InterruptedException {
    Path file = folder().resolve(name);
    List<String> command = new ArrayList<>(List.of(HOME.program("generate-calls")));
    command.addAll(List.of("--out", file.toString(), "--calls", "" + calls));
    command.addAll(List.of(flags));
    run(new StartedProcess.Command("generator", command, Map.of(), log("generator")));
    return file;
  }

  /** Generates a file of calls in event-time order, one JSON object per line. */
  public Path generateLines(String name, int calls, String... flags)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--order", "event-time", "--format", "ndjson"));
    all.addAll(List.of(flags));
    return generate(name, calls, all.toArray(String[]::new));
  }

  /** Publishes a file with the project's producer and returns how many calls it published. */
  public long publish(Programs programs, Path file, String... flags)
      throws IOException, InterruptedException {
    run(programs.producer(file, List.of(flags)));
    return report(programs, "producer").required("published").longValue();
  }

  /** Publishes lines with Kafka's console producer: in order, one record per line, without keys. */
  public void publishByConsole(String topic, Path lines) throws IOException, InterruptedException {
    String tools =
        ConsoleProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String libraries = HOME.root().resolve("tools/local-kafka/target/lib") + "/*";
    List<String> command =
        List.of(
            Shell.jdkProgram("java"),
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

  /** Runs the job until it has read all records of the topic. */
  public JobRun countAvailable(Programs programs, Map<String, String> environment, String... flags)
      throws IOException, InterruptedException {
    run(programs.job(jobFlags(programs, "available-now", flags)).in(environment));
    return result(programs);
  }

  /**
   * The flags of a job that writes the files that {@link #result} reads.
   *
   * @param trigger the value of {@code --trigger}
   * @param more the job's other flags
   * @return a list that can be changed
   */
  public static List<String> jobFlags(Programs programs, String trigger, String... more) {
    List<String> flags = new ArrayList<>();
    flags.addAll(List.of("--counts-file", programs.work().resolve("counts.csv").toString()));
    flags.addAll(List.of("--late-file", programs.work().resolve("late.csv").toString()));
    flags.addAll(List.of("--trigger", trigger, "--top", "1"));
    flags.addAll(List.of(more));
    return flags;
  }

  /** Reads the files that a job has written at its end. */
  public JobRun result(Programs programs) throws IOException {
    return new JobRun(
        JobProgress.of(report(programs, "job")),
        CountsCsv.read(programs.work().resolve("counts.csv")),
        CountsCsv.read(programs.work().resolve("late.csv")));
  }

  /** Runs a program to its end, which must be a success. */
  public void run(StartedProcess.Command command) throws IOException, InterruptedException {
    ProgramEnd.assertExits(start(command), 0);
  }

  private Path log(String program) {
    return folder().resolve(program + ".log");
  }

  private static JsonNode report(Programs programs, String program) throws IOException {
    return new ObjectMapper().readTree(programs.report(program).toFile());
  }
}
