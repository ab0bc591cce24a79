package org.sfcrime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.demo.Reconciliation.ConsumerSide;
import org.sfcrime.demo.Reconciliation.PageSide;
import org.sfcrime.demo.Reconciliation.ProducerSide;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** One run of the whole pipeline: broker, consumer, job and producer, each a process of its own. */
final class Pipeline {
  private static final int PARTITIONS = 4;
  private static final int DASHBOARD_PORT = 8080;
  private static final Duration BROKER_START = Duration.ofSeconds(60);
  private static final Duration JOB_START = Duration.ofSeconds(40);

  /** After the producer's end: a job that shows no progress for so long will show none. */
  private static final Duration JOB_STANDSTILL = Duration.ofMinutes(2);

  private static final Duration CONSUMER_END = Duration.ofSeconds(20);
  private static final Duration PAGE_CATCHES_UP = Duration.ofSeconds(10);
  private static final Duration JOB_END = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_MILLIS = 200;

  /** Its verdict is in its report; 143 when it was ended for waiting in vain. */
  private static final Set<Integer> CONSUMER_ENDS = Set.of(0, 3, 143);

  /** The job follows the topic until a signal. */
  private static final Set<Integer> JOB_ENDS = Set.of(130, 143);

  private final Home home;
  private final DemoOptions options;
  private final ProcessGroup processes;
  private final PrintStream out;
  private final PrintStream err;

  private StartedProcess broker;
  private StartedProcess consumer;
  private StartedProcess job;
  private StartedProcess producer;
  private StartedProcess dashboard;
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

  /** In the folder that goes: when the run is stopped the job writes what it has by then. */
  Path countsFile() {
    return processes.folder().resolve("counts.csv");
  }

  /** Runs it to its end, and returns what the programs say of it. */
  Reconciliation run() throws IOException, InterruptedException, ProcessException {
    Path logs = prepareLogs();
    Path work = processes.folder();
    int port = ChildBroker.freePort();
    Programs programs = new Programs(home, "127.0.0.1:" + port, Programs.TOPIC, work, logs);
    broker =
        processes.start(
            ChildBroker.command(home, port, work.resolve("kafka"), logs.resolve("broker.log")));
    say("starting a broker on port %d and the streaming job; the logs are in %s", port, logs);
    // Spark takes as long to start as the broker, and waits for the topic.
    job = processes.start(programs.job(jobFlags()), out::println);
    ChildBroker answering = new ChildBroker(broker, port);
    answering.awaitAnswer(BROKER_START, processes.closing());
    // Otherwise the producer would, and the job would begin when all is published: nothing to see.
    answering.createTopic(Programs.TOPIC, PARTITIONS);
    consumer = processes.start(programs.consumer(options.input()));
    startDashboard(programs);
    awaitJobStart(programs);
    say("publishing %s", options.input());
    producer = processes.start(programs.producer(options.input(), options.pace()));
    return reconcile(programs);
  }

  private void startDashboard(Programs programs) throws IOException, InterruptedException {
    if (options.dashboard()) {
      int port = ChildBroker.isFree(DASHBOARD_PORT) ? DASHBOARD_PORT : ChildBroker.freePort();
      dashboard = processes.start(programs.dashboard(port));
      page = new PageTotal("http://127.0.0.1:%d/".formatted(port));
      say("the counts as they grow: %s", page.address());
    }
  }

  /** It is at its topic when it makes its progress file; if it is slow, its counts just jump. */
  private void awaitJobStart(Programs programs)
      throws IOException, InterruptedException, ProcessException {
    long deadline = System.nanoTime() + JOB_START.toNanos();
    while (!Files.exists(programs.progress()) && System.nanoTime() < deadline) {
      look(programs);
    }
  }

  private List<String> jobFlags() {
    List<String> flags =
        new ArrayList<>(List.of("--trigger", "2 seconds", "--top", "10", "--sink", "console"));
    if (options.dashboard()) {
      flags.addAll(List.of("--sink", "kafka"));
    }
    flags.addAll(List.of("--counts-file", countsFile().toString()));
    return flags;
  }

  /** The results of a run before must not pass for this one's. */
  private Path prepareLogs() throws IOException {
    Path logs = options.logs();
    Files.createDirectories(logs);
    Files.deleteIfExists(options.countsFile());
    Files.deleteIfExists(options.reconciliationFile());
    Files.deleteIfExists(options.reportFile());
    for (String program : List.of("broker", "consumer", "job", "producer", "dashboard", "report")) {
      Files.deleteIfExists(logs.resolve(program + ".log"));
    }
    return logs;
  }

  private Reconciliation reconcile(Programs programs)
      throws IOException, InterruptedException, ProcessException {
    while (producer.exitCode().isEmpty()) {
      look(programs);
    }
    require(producer, Set.of(0));
    ProducerSide published = ProducerSide.of(report(programs, "producer"));
    say("published %,d of %,d records", published.published(), published.read());
    if (published.published() == 0) {
      throw new ProcessException(
          "there is no call in %s to count; the producer's log: %s"
              .formatted(options.input(), programs.logs().resolve("producer.log")));
    }
    awaitJob(programs, published.published());
    awaitConsumer(programs);
    job.terminate();
    job.await(JOB_END);
    require(job, JOB_ENDS);
    JobProgress counted = JobProgress.of(report(programs, "job"));
    return new Reconciliation(
        published,
        ConsumerSide.of(report(programs, "consumer")),
        counted,
        CountsCsv.read(countsFile()).stream().mapToLong(CountRecord::count).sum(),
        deadLetters(programs),
        onPage(counted.counted()));
  }

  /** The page learns of the last batch a moment after it is written. */
  private Optional<PageSide> onPage(long counted) throws InterruptedException {
    return page == null
        ? Optional.empty()
        : Optional.of(new PageSide(page.await(counted, PAGE_CATCHES_UP, processes.closing())));
  }

  private static long deadLetters(Programs programs) {
    return TopicRecords.newest(TopicRecords.committed(programs.broker(), Programs.REJECTED_TOPIC))
        .size();
  }

  private void awaitJob(Programs programs, long published)
      throws IOException, InterruptedException, ProcessException {
    shownNanos = System.nanoTime();
    while (shown.read() < published) {
      look(programs);
      if (System.nanoTime() - shownNanos > JOB_STANDSTILL.toNanos()) {
        throw job.failure();
      }
    }
  }

  /** It ends when all calls of the file have come: when one is lost it would wait for ever. */
  private void awaitConsumer(Programs programs)
      throws IOException, InterruptedException, ProcessException {
    long deadline = System.nanoTime() + CONSUMER_END.toNanos();
    while (consumer.exitCode().isEmpty() && System.nanoTime() < deadline) {
      look(programs);
    }
    consumer.terminate();
    consumer.await(CONSUMER_END);
    require(consumer, CONSUMER_ENDS);
  }

  /** Waits a moment, sees that all live that should, and shows how far the job is. */
  private void look(Programs programs) throws IOException, InterruptedException, ProcessException {
    if (processes.closing().await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped");
    }
    requireAlive(broker);
    requireAlive(job);
    if (dashboard != null) {
      requireAlive(dashboard);
    }
    if (consumer.exitCode().isPresent()) {
      require(consumer, CONSUMER_ENDS);
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

  private static void requireAlive(StartedProcess program) throws ProcessException {
    if (program.exitCode().isPresent()) {
      throw program.failure();
    }
  }

  private static void require(StartedProcess program, Set<Integer> exitCodes)
      throws ProcessException {
    if (!exitCodes.contains(program.exitCode().orElseThrow())) {
      throw program.failure();
    }
  }

  private static JsonNode report(Programs programs, String program) throws IOException {
    return new ObjectMapper().readTree(programs.report(program).toFile());
  }

  private void say(String format, Object... values) {
    err.println("demo: " + String.format(Locale.ROOT, format, values));
  }
}
