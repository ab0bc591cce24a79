package org.sfcrime.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * From the time at which a call is sent to the time at which a count that has it is in its topic,
 * at a given pace.
 */
final class LatencyMeasure {
  static final String CHECKED = "every call is in a count";

  private static final int MOST_WAIT_SECONDS = 120;
  private static final Duration END = Duration.ofSeconds(60);
  private static final int WINDOW_MINUTES = 10;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Set<String> GROUP =
      Set.of("call_date_time", "original_crime_type_name", "disposition");

  private static final List<Double> PERCENTS = List.of(50.0, 95.0, 99.0, 100.0);
  private static final List<Metric> METRICS =
      List.of(
          Metric.lower("p50 ms", 0),
          Metric.lower("p95 ms", 0),
          Metric.lower("p99 ms", 0),
          Metric.plain("most ms", 0));

  private final Lab lab;
  private final Calls calls;
  private final Sizes sizes;

  private LatencyMeasure(Lab lab, Calls calls, Sizes sizes) {
    this.lab = lab;
    this.calls = calls;
    this.sizes = sizes;
  }

  static List<Section> measure(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    LatencyMeasure measure = new LatencyMeasure(lab, calls, sizes);
    List<Section> sections = new ArrayList<>();
    for (int rate : sizes.rates()) {
      Section section =
          new Section(
              "latency-" + rate,
              "Latency from send to counts: %,d calls/s".formatted(rate),
              METRICS);
      List<Measure.Trial> trials =
          List.of(
              () -> measure.run("--trigger \"0 seconds\"", rate, List.of("--trigger", "0 seconds")),
              () -> measure.run("the default trigger", rate, List.of()));
      Measure.alternate(lab, section, trials, 1);
      sections.add(section);
    }
    return sections;
  }

  private Duration warmUp() {
    return sizes.latencyTime().dividedBy(3);
  }

  private Section.Run run(String subject, int rate, List<String> flags)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Path work = lab.runFolder("latency");
    String topic = "paced-" + work.getFileName();
    String counts = "counts-" + work.getFileName();
    lab.createTopic(topic, Lab.PARTITIONS, Map.of());
    // The broker's clock says when a count is there; it is this machine's, as the producer's is.
    lab.createTopic(
        counts,
        Lab.PARTITIONS,
        Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"));
    Programs programs = lab.programs(topic, work);
    List<String> jobFlags = new ArrayList<>(JobRuns.sinkFlags(counts));
    jobFlags.addAll(flags);
    StartedProcess job = lab.start(programs.job(jobFlags));
    long size = rate * warmUp().plus(sizes.latencyTime()).toSeconds();
    awaitStart(job, programs);
    lab.run(programs.producer(calls.file(size), List.of("--throughput", "" + rate)));
    awaitRead(job, programs, size);
    job.terminate();
    job.await(END);
    Section.Run run = result(subject, topic, counts);
    lab.deleteTopics(topic, counts);
    Lab.remove(work.resolve("checkpoint"));
    return run;
  }

  private void awaitStart(StartedProcess job, Programs programs)
      throws InterruptedException, ProcessException {
    while (!Files.exists(programs.progress())) {
      requireAlive(job);
      lab.pause();
    }
  }

  private void awaitRead(StartedProcess job, Programs programs, long size)
      throws IOException, InterruptedException, ProcessException {
    long deadline = System.nanoTime() + Duration.ofSeconds(MOST_WAIT_SECONDS).toNanos();
    while (RecordsRead.of(programs.progress()) < size) {
      requireAlive(job);
      if (System.nanoTime() > deadline) {
        throw job.failure();
      }
      lab.pause();
    }
  }

  private static void requireAlive(StartedProcess job) throws ProcessException {
    if (job.exitCode().isPresent()) {
      throw job.failure();
    }
  }

  private Section.Run result(String subject, String topic, String counts) {
    Latencies latencies = new Latencies();
    long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
    TopicRecords.read(
        lab.broker(),
        topic,
        record -> {
          latencies.sent(group(record.value()), record.timestamp());
          span[0] = Math.min(span[0], record.timestamp());
          span[1] = Math.max(span[1], record.timestamp());
          return true;
        });
    TopicRecords.read(
        lab.broker(),
        counts,
        record -> {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          latencies.counted(key, TopicRecords.count(record.value()), record.timestamp());
          return true;
        });
    List<Double> all = latencies.ofCallsSent(span[0] + warmUp().toMillis(), span[1] + 1);
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < PERCENTS.size(); i++) {
      values.put(METRICS.get(i).name(), Statistics.percentile(all, PERCENTS.get(i)));
    }
    return new Section.Run(subject, values, CHECKED);
  }

  /** The key of the count that a call is in, as the topic of counts has it. */
  static String group(byte[] call) {
    Map<String, String> fields = Fields.of(FACTORY, call, GROUP);
    LocalDateTime time = LocalDateTime.parse(fields.get("call_date_time"));
    LocalDateTime start =
        time.truncatedTo(ChronoUnit.MINUTES).minusMinutes(time.getMinute() % WINDOW_MINUTES);
    return JSON.createArrayNode()
        .add(TIME.format(start))
        .add(TIME.format(start.plusMinutes(WINDOW_MINUTES)))
        .add(fields.get("original_crime_type_name"))
        .add(fields.get("disposition"))
        .toString();
  }
}
