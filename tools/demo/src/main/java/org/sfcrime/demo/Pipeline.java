package org.sfcrime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.Logins;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/**
 * The broker, the job and the dashboard of a demo, and the programs of its source. Each is a child
 * process.
 */
final class Pipeline {
  private static final int PARTITIONS = 4;
  private static final int DASHBOARD_PORT = 8080;
  private static final Duration BROKER_START = Duration.ofSeconds(60);
  private static final Duration JOB_START = Duration.ofSeconds(40);

  /** The longest time without progress of the job, after the producer's end. */
  private static final Duration JOB_STANDSTILL = Duration.ofMinutes(2);

  private static final Duration PAGE_CATCHES_UP = Duration.ofSeconds(10);
  private static final Duration JOB_END = Duration.ofMinutes(2);
  private static final long CHECK_EVERY_MILLIS = 200;

  private static final List<String> PROGRAMS =
      List.of("broker", "consumer", "job", "producer", "dashboard", "report", "city-feed");

  /** The job follows the topic until a signal. */
  private static final Set<Integer> JOB_ENDS = Set.of(130, 143);

  private final Home home;
  private final DemoOptions options;
  private final ProcessGroup processes;
  private final PrintStream out;
  private final PrintStream err;

  /** The running programs, each with the exit codes with which it may end by itself. */
  private final Map<StartedProcess, Set<Integer>> watched = new LinkedHashMap<>();

  private Programs programs;
  private StartedProcess job;
  private PageTotal page;
  private JobProgress shown = new JobProgress(0, 0, 0, 0, 0, 0, "none");
  private long shownNanos = System.nanoTime();

  Pipeline(
      Home home, DemoOptions options, ProcessGroup processes, PrintStream out, PrintStream err) {
    this.home = home;
    this.options = options;
    this.processes = processes;
    this.out = out;
    this.err = err;
  }

  /** In the temporary directory: a job that is stopped early writes the counts so far. */
  Path countsFile() {
    return processes.folder().resolve("counts.csv");
  }

  /**
   * Starts the broker, the job and the dashboard, and creates the topic.
   *
   * @param flags the flags of the job that depend on the source
   */
  void start(List<String> flags) throws IOException, InterruptedException {
    Path logs = removeResultsOfPreviousRun();
    Path work = processes.folder();
    int port = ChildBroker.freePort();
    Path brokerLog = logs.resolve("broker.log");
    Path brokerDirectory = work.resolve("kafka");
    Logins logins = options.secure() ? Logins.of(brokerDirectory) : Logins.NONE;
    StartedProcess.Command open = ChildBroker.command(home, port, brokerDirectory, brokerLog);
    StartedProcess.Command command = options.secure() ? ChildBroker.secured(open) : open;
    ChildBroker broker = new ChildBroker(processes.start(command), port, logins);
    watched.put(broker.process(), Set.of());
    programs = new Programs(home, broker.address(), Programs.TOPIC, work, logs, logins);
    say("starting a broker on port %d and the streaming job; the logs are in %s", port, logs);
    broker.awaitLogins(BROKER_START, processes.closing());
    // Spark starts as slowly as the broker, and waits for the topic.
    job = start(programs.job(jobFlags(flags)), out::println);
    broker.awaitAnswer(BROKER_START, processes.closing());
    // If the producer created the topic, the job would see all calls at once.
    broker.createTopic(Programs.TOPIC, PARTITIONS);
    say("the broker answers; created topic %s with %d partitions", Programs.TOPIC, PARTITIONS);
    startDashboard();
  }

  Home home() {
    return home;
  }

  Programs programs() {
    return programs;
  }

  /** Starts a program that must run until it is terminated. */
  StartedProcess start(StartedProcess.Command command, Consumer<String> stdout)
      throws IOException, InterruptedException {
    return start(command, stdout, Set.of());
  }

  /**
   * Starts a program that may end by itself.
   *
   * @param exitCodes the codes with which it may end
   */
  StartedProcess start(
      StartedProcess.Command command, Consumer<String> stdout, Set<Integer> exitCodes)
      throws IOException, InterruptedException {
    StartedProcess started = processes.start(command, stdout);
    watched.put(started, exitCodes);
    return started;
  }

  /** Stops a program with SIGTERM and waits for its end. */
  void terminate(StartedProcess program, Set<Integer> exitCodes, Duration limit)
      throws InterruptedException {
    watched.remove(program);
    program.terminate();
    program.await(limit);
    program.requireExitCode(exitCodes);
  }

  private void startDashboard() throws IOException, InterruptedException {
    if (options.dashboard()) {
      int port = ChildBroker.isFree(DASHBOARD_PORT) ? DASHBOARD_PORT : ChildBroker.freePort();
      start(programs.dashboard(port), null);
      page = new PageTotal("http://127.0.0.1:%d/".formatted(port));
      say("the page with the counts: %s", page.address());
    }
  }

  /** The job creates its progress file when it has found the topic. */
  void awaitJobStart() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + JOB_START.toNanos();
    while (!Files.exists(programs.progress()) && System.nanoTime() < deadline) {
      check();
    }
  }

  private List<String> jobFlags(List<String> more) {
    List<String> flags = new ArrayList<>(more);
    flags.addAll(List.of("--trigger", "2 seconds", "--top", "10", "--sink", "console"));
    flags.addAll(options.dashboard() ? List.of("--sink", "kafka") : List.of());
    flags.addAll(List.of("--counts-file", countsFile().toString()));
    return flags;
  }

  private Path removeResultsOfPreviousRun() throws IOException {
    Path logs = Files.createDirectories(options.logs());
    Files.deleteIfExists(options.countsFile());
    Files.deleteIfExists(options.reconciliationFile());
    Files.deleteIfExists(options.reportFile());
    for (String program : PROGRAMS) {
      Files.deleteIfExists(logs.resolve(program + ".log"));
    }
    return logs;
  }

  /** Waits until the job has read as many records as were published. */
  void awaitJob(long published) throws IOException, InterruptedException {
    shownNanos = System.nanoTime();
    while (shown.read() < published) {
      check();
      if (System.nanoTime() - shownNanos > JOB_STANDSTILL.toNanos()) {
        throw job.failure();
      }
    }
  }

  /** Stops the job, which then writes its counts, and returns its report. */
  JsonNode endJob() throws IOException, InterruptedException {
    say("stopping the job, which then writes all counts to a file");
    terminate(job, JOB_ENDS, JOB_END);
    return programs.readReport("job");
  }

  List<CountRecord> counts() throws IOException {
    return CountsCsv.read(countsFile()).rows();
  }

  /** Returns the committed records of a topic. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicRecords.committed(programs.adminClient(), topic);
  }

  /** Returns the number of keys in the topic of rejected records. */
  long deadLetters() {
    return TopicRecords.newest(records(Programs.REJECTED_TOPIC)).size();
  }

  /** Returns what the page shows, once it shows this number of calls. */
  PageSide onPage(long counted) throws InterruptedException {
    return new PageSide(
        page != null,
        page == null
            ? OptionalLong.empty()
            : page.await(counted, PAGE_CATCHES_UP, processes.closing()));
  }

  /** Waits, checks that no program has failed, and shows the job's progress. */
  void check() throws IOException, InterruptedException {
    if (processes.closing().await(CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped");
    }
    watched.forEach(
        (program, exitCodes) -> {
          if (program.exitCode().isPresent()) {
            program.requireExitCode(exitCodes);
          }
        });
    JobProgress progress = JobProgress.newest(programs.progress()).orElse(shown);
    if (!progress.equals(shown)) {
      shown = progress;
      shownNanos = System.nanoTime();
      say(
          "read %,d = counted %,d%s + late %,d + rejected %,d; unmatched %,d; watermark %s",
          progress.read(),
          progress.counted(),
          progress.replaced() == 0 ? "" : Sides.plus("replaced", progress.replaced()),
          progress.late(),
          progress.rejected(),
          progress.unmatched(),
          progress.watermark());
    }
  }

  void say(String format, Object... values) {
    err.println("demo: " + String.format(Locale.ROOT, format, values));
  }
}
