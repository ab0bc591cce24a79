package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultColumn.Better;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.report.Statistics;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.NewestTotals;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/**
 * The row "latency": the time from the send of a call to the first count in the topic that includes
 * the call, at a fixed rate. The job has just started, so its first part shows a cold JVM, and its
 * second part shows a warmer one.
 */
final class LatencyRow {
  private static final Duration JOB_READS_ALL = Duration.ofMinutes(2);
  private static final Duration JOB_END = Duration.ofSeconds(60);
  private static final List<String> PARTS = List.of("first part", "second part");
  private static final List<Integer> PERCENTS = List.of(50, 95, 99);

  private final Bench bench;
  private final ProgramRunner runner;
  private final Duration part;

  private LatencyRow(Bench bench) {
    this.bench = bench;
    this.runner = bench.runner();
    this.part = bench.sizes().latencyPart();
  }

  static List<ResultTable> measure(Bench bench) throws IOException, InterruptedException {
    LatencyRow row = new LatencyRow(bench);
    List<ResultTable> tables = new ArrayList<>();
    for (int rate : bench.sizes().rates()) {
      String title =
          "Latency from send to counts: %,d calls/s, two parts of %d s"
              .formatted(rate, row.part.toSeconds());
      List<Bench.Trial> trials =
          List.of(
              () -> row.run("--trigger \"0 seconds\"", rate, List.of("--trigger", "0 seconds")),
              () -> row.run("the default trigger", rate, List.of()));
      tables.add(bench.alternate(new ResultTable("latency-" + rate, title, columns()), trials, 1));
    }
    return tables;
  }

  private ResultTable.Run run(String subject, int rate, List<String> flags)
      throws IOException, InterruptedException {
    Path work = runner.runFolder("latency");
    String topic = "paced-" + work.getFileName();
    String counts = "counts-" + work.getFileName();
    runner.broker().createTopic(topic, ProgramRunner.PARTITIONS);
    // The broker timestamps the counts, the producer the calls; both use this machine's clock.
    Map<String, String> dated =
        Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime");
    runner.broker().createTopic(counts, ProgramRunner.PARTITIONS, dated);
    Programs programs = runner.programs(topic, work);
    List<String> jobFlags = new ArrayList<>(JobRuns.sinkFlags(counts));
    jobFlags.addAll(flags);
    StartedProcess job = runner.start(programs.job(jobFlags));
    while (!Files.exists(programs.progress())) {
      job.requireAlive();
      runner.pause();
    }
    long size = rate * part.toSeconds() * PARTS.size();
    runner.run(programs.producer(bench.calls().file(size), List.of("--throughput", "" + rate)));
    awaitRead(job, programs, size);
    job.terminate();
    job.await(JOB_END);
    ResultTable.Run run = result(subject, topic, counts);
    runner.broker().deleteTopics(topic, counts);
    ProcessGroup.removeDirectory(work.resolve("checkpoint"));
    return run;
  }

  private void awaitRead(StartedProcess job, Programs programs, long size)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + JOB_READS_ALL.toNanos();
    while (JobProgress.newest(programs.progress()).map(JobProgress::read).orElse(0L) < size) {
      job.requireAlive();
      runner.pause();
      if (System.nanoTime() > deadline) {
        throw job.failure();
      }
    }
  }

  private ResultTable.Run result(String subject, String topic, String counts) {
    CallLatencies latencies = new CallLatencies();
    LongSummaryStatistics sendTimes = new LongSummaryStatistics();
    String broker = runner.broker().address();
    TopicRecords.read(
        broker,
        topic,
        record -> {
          latencies.sent(NewestTotals.countKey(record.value()), record.timestamp());
          sendTimes.accept(record.timestamp());
          return true;
        });
    TopicRecords.read(
        broker,
        counts,
        record -> {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          latencies.counted(key, NewestTotals.count(record.value()), record.timestamp());
          return true;
        });
    Map<String, Double> values = new HashMap<>();
    for (int number = 0; number < PARTS.size(); number++) {
      long from = sendTimes.getMin() + number * part.toMillis();
      List<Double> ofPart = latencies.ofCallsSent(from, from + part.toMillis());
      for (int percent : PERCENTS) {
        values.put(column(PARTS.get(number), percent), Statistics.percentile(ofPart, percent));
      }
    }
    return new ResultTable.Run(subject, values, ResultTable.ALL_COUNTED);
  }

  private static List<ResultColumn> columns() {
    return PARTS.stream()
        .flatMap(part -> PERCENTS.stream().map(percent -> column(part, percent)))
        .map(name -> new ResultColumn(name, 0, Better.LOWER))
        .toList();
  }

  private static String column(String part, int percent) {
    return "%s p%d ms".formatted(part, percent);
  }
}
