package org.sfcrime.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The page and the metrics of the running programs. */
class LivePageTest {
  private static final int CALLS = 20_000;
  private static final int BROKEN = 3;
  private static final int PART = 5_000;
  private static final List<String> METRICS = List.of("--metrics-port", "0");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Rig rig;
  private Programs programs;
  private Browser browser;
  private CountsPage page;

  /** One run, because the start of the programs takes longer than the rest. */
  @Test
  void pageAndMetrics_agreeWithTheJob() throws Exception {
    Browser.assumeInstalled();
    try (Rig started = Rig.start(folder);
        Browser opened = Browser.start()) {
      rig = started;
      browser = opened;
      programs = rig.at("page");
      int port = ChildBroker.freePort();
      page = new CountsPage(browser, "http://127.0.0.1:" + port + "/");
      List<String> calls = Files.readAllLines(rig.generateLines("calls.ndjson", CALLS));
      rig.createTopic("page", 4);
      StartedProcess job = rig.start(programs.job(jobFlags()));
      StartedProcess dashboard = rig.start(programs.dashboard(port));
      rig.start(consumer());
      CountsPage.until(() -> Files.exists(programs.progress()));
      openPage();

      try (OpenPipe pipe = OpenPipe.at(folder.resolve("calls.pipe"))) {
        StartedProcess producer = rig.start(programs.producer(pipe.path(), producerFlags()));
        assertPageFillsWithoutReload(pipe, calls);
        pipe.write(Collections.nCopies(BROKEN, "no call"));
        assertThat(browser.console()).isEmpty();
        assertProducerMetrics();
        assertFinalMetrics();
        pipe.end();
        ProgramEnd.assertExits(producer, 0, CountsPage.LIMIT);
      }

      assertPageReconnects(dashboard, port);
      ProgramEnd.assertStops(job);
      page.assertShows(rig.result(programs), folder);
    }
  }

  private List<String> jobFlags() {
    List<String> flags = Rig.jobFlags(programs, "500 milliseconds", "--sink", "kafka");
    flags.addAll(METRICS);
    return flags;
  }

  private static List<String> producerFlags() {
    List<String> flags = new ArrayList<>(METRICS);
    flags.addAll(List.of("--order", "file"));
    return flags;
  }

  /** A consumer that does not end after the last call, so its metrics can be read then. */
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

  private void openPage() {
    CountsPage.until(() -> new PageTotal(page.address()).shown().isPresent());
    browser.open(page.address() + "?range=all"); // the generated calls have stray hours, too
    CountsPage.until(() -> !browser.text("#live").isEmpty());
    browser.run("window.kept = true");
  }

  private void assertPageFillsWithoutReload(OpenPipe pipe, List<String> calls) {
    for (int shown = PART; shown <= CALLS; shown += PART) {
      pipe.write(calls.subList(shown - PART, shown));
      int expected = shown;
      CountsPage.until(() -> page.calls() == expected);
    }
    assertThat(browser.run("return window.kept")).isEqualTo(true);
  }

  /** The producer waits for more input, so its metrics can still be read. */
  private void assertProducerMetrics() throws IOException, InterruptedException {
    Path log = log("producer");
    CountsPage.until(() -> Scrape.of(log).value("sfcrime_producer_records_total") == CALLS);
    String rejected = "sfcrime_producer_rejected_total{reason=\"not_json\"}";
    CountsPage.until(() -> Scrape.of(log).value(rejected) == BROKEN);
    Scrape now = Scrape.of(log);
    assertThat(now.value("sfcrime_producer_errors_total")).isZero();
    assertThat(now.sum("sfcrime_producer_rejected_total")).isEqualTo(BROKEN);
    assertThat(now.value("sfcrime_producer_send_latency_seconds_count")).isEqualTo(CALLS);
    List<ConsumerRecord<byte[], byte[]>> records = rig.records(programs.topic());
    long values = records.stream().mapToLong(ConsumerRecord::serializedValueSize).sum();
    long keys = records.stream().mapToLong(ConsumerRecord::serializedKeySize).sum();
    assertThat(now.value("sfcrime_producer_bytes_total")).isEqualTo(values);
    CountsPage.until(
        () -> Scrape.of(log("consumer")).value("sfcrime_consumer_bytes_total") == keys + values);
  }

  private void assertFinalMetrics() throws IOException, InterruptedException {
    CountsPage.until(
        () -> Scrape.of(log("consumer")).value("sfcrime_consumer_records_total") == CALLS);
    assertThat(Scrape.of(log("consumer")).sum("sfcrime_consumer_lag_records")).isZero();
    CountsPage.until(() -> Scrape.of(log("job")).value("sfcrime_job_records_total") == CALLS);
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

  private void assertPageReconnects(StartedProcess dashboard, int port) throws Exception {
    ProgramEnd.assertStops(dashboard);
    CountsPage.until(() -> browser.text("#banner").contains("Trying again"));
    rig.startAgain(dashboard, programs.dashboard(port));
    CountsPage.until(
        () -> browser.text("#live").equals("replay") && browser.text("#banner").isEmpty());
    CountsPage.until(() -> page.calls() == CALLS);
    assertThat(browser.run("return window.kept")).isEqualTo(true);
    // The browser logs an error for each request that was not answered.
    assertThat(browser.console()).allMatch(message -> message.contains("net::ERR_"));
  }
}
