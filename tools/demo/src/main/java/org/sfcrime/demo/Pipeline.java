package org.sfcrime.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.demo.Reconciliation.ConsumerSide;
import org.sfcrime.demo.Reconciliation.ProducerSide;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/** A run of the whole pipeline: each program is a child process. */
final class Pipeline {
  private static final int PARTITIONS = 4;
  private static final int DASHBOARD_PORT = 8080;
  private static final Duration BROKER_START = Duration.ofSeconds(60);
  private static final Duration JOB_START = Duration.ofSeconds(40);

  /** The longest time without progress of the job, after the producer's end. */
  private static final Duration JOB_STANDSTILL = Duration.ofMinutes(2);

  private static final Duration CONSUMER_END = Duration.ofSeconds(20);
  private static final Duration PAGE_CATCHES_UP = Duration.ofSeconds(10);
  private static final Duration JOB_END = Duration.ofMinutes(2);
  private static final long CHECK_EVERY_MILLIS = 200;

  /** 3: the consumer's report has the difference; 143: the consumer waited for lost calls. */
  private static final Set<Integer> CONSUMER_ENDS = Set.of(0, 3, 143);

  /** The job follows the topic until a signal. */
  private static final Set<Integer> JOB_ENDS = Set.of(130, 143);

  private final Home home;
  private final DemoOptions options;
  private final ProcessGroup processes;
  private final PrintStream out;
  private final PrintStream err;

  private final List<StartedProcess> servers = new ArrayList<>();
  private Programs programs;
  private StartedProcess consumer;
  private PageTotal page;
  private JobProgress shown = new JobProgress(0, 0, 0, 0, 0, "none");
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

  /** Runs the pipeline to its end, and returns the numbers of all programs. */
  Reconciliation run() throws IOException, InterruptedException {
    Path logs = removeResultsOfPreviousRun();
    Path work = processes.folder();
    int port = ChildBroker.freePort();
    Path brokerLog = logs.resolve("broker.log");
    ChildBroker broker =
        new ChildBroker(
            processes.start(ChildBroker.command(home, port, work.resolve("kafka"), brokerLog)),
            port);
    servers.add(broker.process());
    programs = new Programs(home, broker.address(), Programs.TOPIC, work, logs);
    say("starting a broker on port %d and the streaming job; the logs are in %s", port, logs);
    // Spark starts as slowly as the broker, and waits for the topic.
    StartedProcess job = processes.start(programs.job(jobFlags()), out::println);
    servers.add(job);
    broker.awaitAnswer(BROKER_START, processes.closing());
    // If the producer created the topic, the job would see all calls at once.
    broker.createTopic(Programs.TOPIC, PARTITIONS);
    consumer = processes.start(programs.consumer(options.input()));
    startDashboard();
    awaitJobStart();
    say("publishing %s", options.input());
    ProducerSide published = publish();
    awaitJob(job, published.published());
    awaitConsumer();
    job.terminate();
    job.await(JOB_END);
    job.requireExitCode(JOB_ENDS);
    return reconcile(published);
  }

  private void startDashboard() throws IOException, InterruptedException {
    if (options.dashboard()) {
      int port = ChildBroker.isFree(DASHBOARD_PORT) ? DASHBOARD_PORT : ChildBroker.freePort();
      servers.add(processes.start(programs.dashboard(port)));
      page = new PageTotal("http://127.0.0.1:%d/".formatted(port));
      say("the page with the counts: %s", page.address());
    }
  }

  /** The job creates its progress file when it has found the topic. */
  private void awaitJobStart() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + JOB_START.toNanos();
    while (!Files.exists(programs.progress()) && System.nanoTime() < deadline) {
      check();
    }
  }

  private List<String> jobFlags() {
    List<String> flags =
        new ArrayList<>(List.of("--trigger", "2 seconds", "--top", "10", "--sink", "console"));
    flags.addAll(options.dashboard() ? List.of("--sink", "kafka") : List.of());
    flags.addAll(List.of("--counts-file", countsFile().toString()));
    return flags;
  }

  private Path removeResultsOfPreviousRun() throws IOException {
    Path logs = Files.createDirectories(options.logs());
    Files.deleteIfExists(options.countsFile());
    Files.deleteIfExists(options.reconciliationFile());
    Files.deleteIfExists(options.reportFile());
    for (String program : List.of("broker", "consumer", "job", "producer", "dashboard", "report")) {
      Files.deleteIfExists(logs.resolve(program + ".log"));
    }
    return logs;
  }

  private ProducerSide publish() throws IOException, InterruptedException {
    StartedProcess producer = processes.start(programs.producer(options.input(), options.pace()));
    while (producer.exitCode().isEmpty()) {
      check();
    }
    producer.requireExitCode(Set.of(0));
    ProducerSide published = ProducerSide.of(programs.readReport("producer"));
    say("published %,d of %,d records", published.published(), published.read());
    return published;
  }

  private void awaitJob(StartedProcess job, long published)
      throws IOException, InterruptedException {
    shownNanos = System.nanoTime();
    while (shown.read() < published) {
      check();
      if (System.nanoTime() - shownNanos > JOB_STANDSTILL.toNanos()) {
        throw job.failure();
      }
    }
  }

  /** The consumer ends when it has all calls of the file; if a call is lost, it does not end. */
  private void awaitConsumer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CONSUMER_END.toNanos();
    while (consumer.exitCode().isEmpty() && System.nanoTime() < deadline) {
      check();
    }
    consumer.terminate();
    consumer.await(CONSUMER_END);
    consumer.requireExitCode(CONSUMER_ENDS);
  }

  private Reconciliation reconcile(ProducerSide published)
      throws IOException, InterruptedException {
    JobProgress counted = JobProgress.of(programs.readReport("job"));
    int deadLetters =
        TopicRecords.newest(TopicRecords.committed(programs.broker(), Programs.REJECTED_TOPIC))
            .size();
    return new Reconciliation(
        published,
        ConsumerSide.of(programs.readReport("consumer")),
        counted,
        CountsCsv.read(countsFile()).rows().stream().mapToLong(CountRecord::count).sum(),
        deadLetters,
        page != null,
        page == null
            ? OptionalLong.empty()
            : page.await(counted.counted(), PAGE_CATCHES_UP, processes.closing()));
  }

  /** Waits, checks that no program has failed, and shows the job's progress. */
  private void check() throws IOException, InterruptedException {
    if (processes.closing().await(CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped");
    }
    servers.forEach(StartedProcess::requireAlive);
    if (consumer.exitCode().isPresent()) {
      consumer.requireExitCode(CONSUMER_ENDS);
    }
    JobProgress progress = JobProgress.newest(programs.progress()).orElse(shown);
    if (!progress.equals(shown)) {
      shown = progress;
      shownNanos = System.nanoTime();
      say(
          "read %,d = counted %,d + late %,d + rejected %,d; unmatched %,d; watermark %s",
          progress.read(),
          progress.counted(),
          progress.late(),
          progress.rejected(),
          progress.unmatched(),
          progress.watermark());
    }
  }

  private void say(String format, Object... values) {
    err.println("demo: " + String.format(Locale.ROOT, format, values));
  }
}
