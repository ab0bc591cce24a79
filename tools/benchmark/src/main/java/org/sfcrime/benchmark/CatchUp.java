package org.sfcrime.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;

/** The job counts what is in the topic already, and so do those that it is compared with. */
final class CatchUp {
  static final Metric WALL = Metric.lower("wall s", 1);
  static final Metric STEADY = Metric.higher("steady rows/s", 0);
  static final Metric CPU = Metric.plain("CPU s a million", 1);
  static final Metric PEAK = Metric.plain("peak MB", 0);
  static final List<Metric> METRICS = List.of(WALL, STEADY, CPU, PEAK);

  private static final String OURS = "the job";

  /** For more calls the others would take half an hour, and say nothing new. */
  private static final long MOST_FOR_FROM_JSON = 2_000_000;

  private static final int CLASSIC_OFFSETS = 200;
  private static final Metric BATCH = Metric.lower("batch ms p50", 0);

  /** The first answer to the question of how to tune this job; the console is its sink. */
  private static final JobRuns.Setup CLASSIC =
      new JobRuns.Setup(
          List.of(
              "--conf",
              "spark.default.parallelism=10",
              "--conf",
              "spark.sql.shuffle.partitions=15"),
          List.of("--max-offsets-per-trigger", "" + CLASSIC_OFFSETS),
          Map.of());

  private static final JobRuns.Setup SPARK_DEFAULTS =
      new JobRuns.Setup(
          List.of("--conf", "spark.sql.shuffle.partitions=200"),
          List.of("--max-offsets-per-trigger", "" + CLASSIC_OFFSETS),
          Map.of());

  private final Lab lab;
  private final JobRuns jobs;
  private final Calls calls;
  private final Sizes sizes;

  private CatchUp(Lab lab, Calls calls, Sizes sizes) {
    this.lab = lab;
    this.jobs = new JobRuns(lab);
    this.calls = calls;
    this.sizes = sizes;
  }

  static List<Section> measure(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    CatchUp catchUp = new CatchUp(lab, calls, sizes);
    List<Section> sections = new ArrayList<>();
    for (long size : sizes.calls()) {
      sections.add(catchUp.catchUp(size));
    }
    return sections;
  }

  static List<Section> classic(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    return List.of(new CatchUp(lab, calls, sizes).classic());
  }

  private Section catchUp(long size)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Section section =
        new Section(
            "catch-up-" + size,
            "Catch-up: %,d calls, counts to a Kafka topic".formatted(size),
            METRICS);
    String topic = calls.topic(size);
    List<Measure.Trial> trials = new ArrayList<>();
    trials.add(() -> run(OURS, jobs.job(topic, size, JobRuns.Setup.DEFAULT), size));
    if (size <= MOST_FOR_FROM_JSON) {
      trials.add(
          () -> run("a from_json job", jobs.fromJson(topic, JobRuns.Setup.DEFAULT, null), size));
    }
    trials.add(() -> run("a hand-written loop, no output", jobs.loop(topic), size));
    Measure.alternate(lab, section, trials, sizes.repeat());
    return section;
  }

  static Section.Run run(String subject, JobRuns.Result result, long size) {
    Map<String, Double> values = new HashMap<>();
    values.put(WALL.name(), result.ended().wallSeconds());
    result.batches().steady().rowsPerSecond().ifPresent(rate -> values.put(STEADY.name(), rate));
    Usage usage = result.ended().usage();
    if (usage.cpuSeconds() > 0) {
      values.put(CPU.name(), usage.cpuSeconds() / size * 1e6);
      values.put(PEAK.name(), usage.peakMegabytes());
    }
    return new Section.Run(subject, values, result.check(size));
  }

  /** Batches of 200 rows: they are given some, for all would take hours. */
  private Section classic()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Section section =
        new Section(
            "classic",
            "processedRowsPerSecond: the classic settings, %d batches of %d"
                .formatted(sizes.classicBatches(), CLASSIC_OFFSETS),
            List.of(STEADY, BATCH));
    long size = sizes.calls().get(sizes.calls().size() - 1);
    long small = sizes.calls().get(0);
    String topic = calls.topic(size);
    List<Measure.Trial> trials =
        List.of(
            () -> rates(OURS, jobs.job(topic, size, JobRuns.Setup.DEFAULT).batches()),
            () ->
                rates(
                    "parallelism 10, 15 shuffle partitions",
                    jobs.fromJson(calls.topic(small), CLASSIC, batches(small)).batches()),
            () ->
                rates(
                    "Spark's 200 shuffle partitions",
                    jobs.fromJson(calls.topic(small), SPARK_DEFAULTS, batches(small)).batches()));
    Measure.alternate(lab, section, trials, 1);
    return section;
  }

  private int batches(long size) {
    return (int) Math.min(sizes.classicBatches(), size / CLASSIC_OFFSETS);
  }

  private static Section.Run rates(String subject, Batches batches) {
    Map<String, Double> values = new HashMap<>();
    Batches steady = batches.steady().all().isEmpty() ? batches : batches.steady();
    steady.rowsPerSecond().ifPresent(rate -> values.put(STEADY.name(), rate));
    steady.millis(50).ifPresent(millis -> values.put(BATCH.name(), millis));
    return new Section.Run(subject, values, "");
  }
}
