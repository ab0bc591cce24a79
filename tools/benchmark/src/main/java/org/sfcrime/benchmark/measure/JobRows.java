package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultColumn.Better;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.BatchTimes;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.JobRuns.Arguments;
import org.sfcrime.benchmark.run.ProcessUsage;
import org.sfcrime.benchmark.run.ProgramRunner;

/** The rows "catch-up", "classic" and "start": the job and others count the records of a topic. */
final class JobRows {
  static final ResultColumn WALL = new ResultColumn("wall s", 1, Better.LOWER);
  static final ResultColumn CPU = new ResultColumn("CPU s a million", 1, Better.NEITHER);
  static final ResultColumn PEAK = new ResultColumn("peak MB", 0, Better.NEITHER);
  static final List<ResultColumn> COLUMNS = List.of(WALL, BatchTimes.RATE, CPU, PEAK);

  private static final ResultColumn SECONDS =
      new ResultColumn("first batch done after s", 2, Better.LOWER);
  static final String OURS = "the job";

  /** The from_json job would take half an hour for more. */
  private static final long MOST_FOR_FROM_JSON = 2_000_000;

  private static final int CLASSIC_OFFSETS = 200;

  private JobRows() {}

  static List<ResultTable> catchUp(Bench bench) throws IOException, InterruptedException {
    JobRuns jobs = bench.jobs();
    List<ResultTable> tables = new ArrayList<>();
    for (long size : bench.sizes().calls()) {
      String title = "Catch-up: %,d calls, counts to a Kafka topic".formatted(size);
      String topic = bench.calls().topic(size);
      List<Bench.Trial> trials = new ArrayList<>();
      trials.add(() -> run(OURS, jobs.job(topic, size, Arguments.NONE), size));
      if (size <= MOST_FOR_FROM_JSON) {
        trials.add(() -> run("a from_json job", jobs.fromJson(topic, Arguments.NONE, null), size));
      }
      trials.add(() -> run("a hand-written loop, no output", jobs.loop(topic), size));
      tables.add(bench.alternate(new ResultTable("catch-up-" + size, title, COLUMNS), trials));
    }
    return tables;
  }

  static ResultTable.Run run(String subject, JobRuns.Result result, long size) {
    return run(subject, result, size, result.check(size));
  }

  /** The result of a run over {@code records} records, of which some may count as one call. */
  static ResultTable.Run run(String subject, JobRuns.Result result, long records, String checked) {
    Map<String, Double> values = usage(result.ended(), records);
    values.putAll(result.batches().steady().values());
    return new ResultTable.Run(subject, values, checked);
  }

  /** Wall time, and CPU time and memory where the system reports them. */
  static Map<String, Double> usage(ProgramRunner.Ended ended, long calls) {
    Map<String, Double> values = new HashMap<>();
    values.put(WALL.name(), ended.wallSeconds());
    ProcessUsage usage = ended.usage();
    if (usage.cpuSeconds() > 0) {
      values.put(CPU.name(), usage.cpuSeconds() / calls * 1e6);
      values.put(PEAK.name(), usage.peakMegabytes());
    }
    return values;
  }

  /** A few batches of 200 rows with the console as sink: the whole topic would take hours. */
  static List<ResultTable> classic(Bench bench) throws IOException, InterruptedException {
    JobRuns jobs = bench.jobs();
    int most = bench.sizes().classicBatches();
    String title =
        "processedRowsPerSecond: the classic settings, %d batches of %d"
            .formatted(most, CLASSIC_OFFSETS);
    long size = bench.sizes().mostCalls();
    long small = bench.sizes().calls().get(0);
    int batches = (int) Math.min(most, small / CLASSIC_OFFSETS);
    String topic = bench.calls().topic(size);
    String few = bench.calls().topic(small);
    Arguments both = classic("spark.default.parallelism=10", "spark.sql.shuffle.partitions=15");
    Arguments shuffle = classic("spark.sql.shuffle.partitions=200");
    List<Bench.Trial> trials =
        List.of(
            () -> rates(OURS, jobs.job(topic, size, Arguments.NONE)),
            () -> rates("parallelism 10, 15 shuffle partitions", jobs.fromJson(few, both, batches)),
            () -> rates("Spark's 200 shuffle partitions", jobs.fromJson(few, shuffle, batches)));
    ResultTable table = new ResultTable("classic", title, List.of(BatchTimes.RATE, BatchTimes.P50));
    return List.of(bench.alternate(table, trials, 1));
  }

  private static Arguments classic(String... settings) {
    List<String> spark = new ArrayList<>();
    for (String setting : settings) {
      spark.addAll(List.of("--conf", setting));
    }
    return new Arguments(
        spark, List.of("--max-offsets-per-trigger", "" + CLASSIC_OFFSETS), Map.of());
  }

  /** The time from the start of spark-submit to the end of the first batch. */
  static List<ResultTable> start(Bench bench) throws IOException, InterruptedException {
    String topic = bench.calls().topic(JobRuns.FEW_CALLS);
    JobRuns jobs = bench.jobs();
    Arguments noArchive = Arguments.environment(JobRuns.ARCHIVE, "none");
    List<Bench.Trial> trials =
        List.of(
            () -> start("with the class-data archive", jobs, topic, Arguments.NONE),
            () -> start("without it", jobs, topic, noArchive));
    String title = "Start: from spark-submit to the end of the first batch";
    return List.of(bench.alternate(new ResultTable("start", title, List.of(SECONDS)), trials));
  }

  private static ResultTable.Run start(
      String subject, JobRuns jobs, String topic, Arguments arguments)
      throws IOException, InterruptedException {
    double seconds = jobs.secondsToFirstBatch(topic, arguments);
    return new ResultTable.Run(subject, Map.of(SECONDS.name(), seconds), "");
  }

  private static ResultTable.Run rates(String subject, JobRuns.Result result) {
    return new ResultTable.Run(subject, result.batches().steadyOrAll().values(), "");
  }
}
