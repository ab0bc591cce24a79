package org.sfcrime.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** What people and Prometheus see of the real programs at work: the page and the metrics. */
class LivePageTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int CALLS = 20_000;
  private static final int BROKEN = 3;
  private static final int CALLS_PER_SECOND = 3_000;
  private static final int BARS = 15;
  private static final List<String> METRICS = List.of("--metrics-port", "0");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Rig rig;
  private Programs programs;
  private Browser browser;
  private String address;

  /** In one run, for its start takes longer than the rest. */
  @Test
  void pageAndMetrics_areWhatTheJobCounts() throws Exception {
    Browser.assumeInstalled();
    try (Rig started = Rig.start(folder);
        Browser opened = Browser.start()) {
      rig = started;
      browser = opened;
      programs = rig.at("page");
      int port = ChildBroker.freePort();
      address = "http://127.0.0.1:" + port + "/";
      Path file = callsAndBrokenLines();
      rig.createTopic("page", 4);
      StartedProcess job = rig.start(programs.job(jobFlags()));
      StartedProcess dashboard = rig.start(programs.dashboard(port));
      rig.start(consumer());
      until(() -> Files.exists(programs.progress()));
      openPage();

      try (OpenPipe pipe = OpenPipe.of(folder.resolve("calls.pipe"), file)) {
        StartedProcess producer = rig.start(programs.producer(pipe.path(), producerFlags()));
        assertPageFillsWithoutReload();
        until(() -> calls() == CALLS);
        assertThat(browser.console()).isEmpty();
        assertProducerMetrics();
        assertFinalMetrics();
        pipe.end();
        assertThat(producer.await(LIMIT)).as(() -> producer.failure().getMessage()).isZero();
      }

      assertPageComesBack(dashboard, port);
      job.terminate();
      assertThat(job.await(LIMIT)).as(() -> job.failure().getMessage()).isEqualTo(143);
      assertFiguresAreThoseOf(rig.result(programs));
    }
  }

  private List<String> jobFlags() {
    List<String> flags = new ArrayList<>(Rig.filesOf(programs));
    flags.addAll(List.of("--trigger", "500 milliseconds", "--sink", "kafka"));
    flags.addAll(METRICS);
    return flags;
  }

  private static List<String> producerFlags() {
    List<String> flags = new ArrayList<>(METRICS);
    flags.addAll(List.of("--order", "file", "--throughput", "" + CALLS_PER_SECOND));
    return flags;
  }

  private Path callsAndBrokenLines() throws Exception {
    Path file =
        rig.generate(
            "calls.ndjson", "--calls", "" + CALLS, "--order", "event-time", "--format", "ndjson");
    return Files.writeString(file, "no call\n".repeat(BROKEN), StandardOpenOption.APPEND);
  }

  /** One that goes on when all calls have come: it can be asked then. */
  private StartedProcess.Command consumer() {
    List<String> words = new ArrayList<>(List.of(Rig.HOME.program("consumer")));
    words.addAll(List.of("--bootstrap-server", programs.broker(), "--topic", programs.topic()));
    words.addAll(List.of("--from-beginning", "--quiet"));
    words.addAll(METRICS);
    return new StartedProcess.Command("consumer", words, Map.of(), log("consumer"));
  }

  private Path log(String program) {
    return programs.logs().resolve(program + ".log");
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).ignoreExceptions().until(condition);
  }

  private void openPage() {
    until(() -> new PageTotal(address).shown().isPresent());
    browser.open(address);
    until(() -> !browser.text("#live").isEmpty());
    browser.run("window.kept = true");
  }

  private static long number(String text) {
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }

  private long calls() {
    return number(browser.text("#k-calls .value"));
  }

  private void assertPageFillsWithoutReload() {
    Set<Long> seen = new HashSet<>();
    until(
        () -> {
          seen.add(calls());
          return seen.stream().filter(calls -> calls > 0 && calls < CALLS).count() >= 2;
        });
    assertThat(browser.run("return window.kept")).isEqualTo(true);
  }

  /** It waits at the pipe for more, and its metrics stay with it. */
  private void assertProducerMetrics() throws IOException, InterruptedException {
    Path log = log("producer");
    until(() -> Scrape.of(log).value("sfcrime_producer_records_total") == CALLS);
    String rejected = "sfcrime_producer_rejected_total{reason=\"not_json\"}";
    until(() -> Scrape.of(log).value(rejected) == BROKEN);
    Scrape now = Scrape.of(log);
    assertThat(now.value("sfcrime_producer_errors_total")).isZero();
    assertThat(now.sum("sfcrime_producer_rejected_total")).isEqualTo(BROKEN);
    assertThat(now.value("sfcrime_producer_send_latency_seconds_count")).isEqualTo(CALLS);
    List<ConsumerRecord<byte[], byte[]>> records = rig.records(programs.topic());
    long values = records.stream().mapToLong(ConsumerRecord::serializedValueSize).sum();
    long keys = records.stream().mapToLong(ConsumerRecord::serializedKeySize).sum();
    assertThat(now.value("sfcrime_producer_bytes_total")).isEqualTo(values);
    until(() -> Scrape.of(log("consumer")).value("sfcrime_consumer_bytes_total") == keys + values);
  }

  private void assertFinalMetrics() throws IOException, InterruptedException {
    until(() -> Scrape.of(log("consumer")).value("sfcrime_consumer_records_total") == CALLS);
    assertThat(Scrape.of(log("consumer")).sum("sfcrime_consumer_lag_records")).isZero();
    until(() -> Scrape.of(log("job")).value("sfcrime_job_records_total") == CALLS);
    Scrape job = Scrape.of(log("job"));
    JobProgress progress = JobProgress.newest(programs.progress()).orElseThrow();
    assertThat(job.value("sfcrime_job_counted_total"))
        .isEqualTo(progress.counted())
        .isEqualTo(CALLS);
    assertThat(job.value("sfcrime_job_late_total")).isEqualTo(progress.late()).isZero();
    assertThat(job.sum("sfcrime_job_rejected_total")).isEqualTo(progress.rejected()).isZero();
    assertThat(job.value("sfcrime_job_unmatched_total")).isEqualTo(progress.unmatched());
    assertThat(job.sum("sfcrime_job_lag_records")).isZero();
  }

  private void assertPageComesBack(StartedProcess dashboard, int port) throws Exception {
    dashboard.terminate();
    dashboard.await(LIMIT);
    until(() -> browser.text("#banner").contains("Trying again"));
    rig.startAgain(dashboard, programs.dashboard(port));
    until(() -> browser.text("#live").equals("live") && browser.text("#banner").isEmpty());
    until(() -> calls() == CALLS);
    assertThat(browser.run("return window.kept")).isEqualTo(true);
    // While nobody answered.
    assertThat(browser.console()).allMatch(message -> message.contains("net::ERR_"));
  }

  private void assertFiguresAreThoseOf(JobRun run) throws IOException {
    CountsCsv counts = run.counts();
    browser.open(address + "?names=as-written");
    until(() -> calls() == counts.sum());
    assertThat(number(browser.text("#k-calls .note"))).isEqualTo(counts.rows().size());
    assertThat(bars("#types"))
        .isEqualTo(
            counts.topCrimeTypes(BARS).stream()
                .map(type -> bar(type.name(), type.count()))
                .toList());
    // Two codes may have one description, and are two bars with two names.
    Map<List<String>, Long> dispositions =
        counts.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(row.disposition(), row.description()),
                    Collectors.summingLong(CountsCsv.Row::count)));
    assertThat(bars("#dispositions"))
        .containsExactlyInAnyOrderElementsOf(
            dispositions.entrySet().stream()
                .map(one -> bar(shown(one.getKey(), dispositions.keySet()), one.getValue()))
                .toList());
    long busiest = counts.busiestWindows(1).get(0).count();
    assertThat(browser.text("#k-busiest .note")).startsWith(busiest + " calls in 10 minutes");
    assertThat(number(browser.text("#k-disposition .note"))).isEqualTo(run.report().unmatched());
    assertThat(downloaded().rows()).isEqualTo(counts.rows());
    assertThat(browser.console()).isEmpty();
  }

  /** Of a code and its description: both where another code has the same description. */
  private static String shown(List<String> one, Set<List<String>> all) {
    String code = one.get(0);
    String description = one.get(1);
    if (description.isEmpty()) {
      return code;
    }
    long same = all.stream().filter(other -> other.get(1).equals(description)).count();
    return same > 1 ? description + " (" + code + ")" : description;
  }

  private List<String> bars(String list) {
    List<String> names = browser.texts(list + " .name");
    List<String> calls = browser.texts(list + " .calls");
    assertThat(calls).hasSameSizeAs(names);
    List<String> bars = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      bars.add(names.get(i) + ": " + calls.get(i));
    }
    return bars;
  }

  private static String bar(String name, long calls) {
    return String.format(Locale.ROOT, "%s: %,d", name, calls);
  }

  private CountsCsv downloaded() throws IOException {
    Path file = folder.resolve("downloaded.csv");
    try (InputStream in = URI.create(address + "api/counts.csv").toURL().openStream()) {
      Files.copy(in, file);
    }
    return CountsCsv.read(file);
  }
}
