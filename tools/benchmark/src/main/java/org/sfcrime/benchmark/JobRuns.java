package org.sfcrime.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.sfcrime.processes.LastLine;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Runs the job, or one in its place, over a topic from its beginning to its end. */
final class JobRuns {
  private static final String SPARKS_OWN =
      "org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager";

  private static final ObjectMapper JSON = new ObjectMapper();
  static final String ARCHIVE = "SFCRIME_CLASS_ARCHIVE";
  private static final String TRIGGER = "--trigger";
  private static final int COUNT_PARTITIONS = 4;
  private static final List<Integer> STOPPED = List.of(0, 143);

  private final Lab lab;

  /**
   * How the job is run.
   *
   * @param spark flags of spark-submit
   * @param flags of the job
   * @param environment variables of the process
   */
  record Setup(List<String> spark, List<String> flags, Map<String, String> environment) {
    static final Setup DEFAULT = new Setup(List.of(), List.of(), Map.of());

    static Setup flags(String... flags) {
      return new Setup(List.of(), List.of(flags), Map.of());
    }
  }

  /**
   * What came of it.
   *
   * @param counted the sum of the newest totals in the topic of counts
   * @param late what the job says of it; zero for those that do not say
   */
  record Result(Lab.Ended ended, Batches batches, long counted, long late) {
    /** All calls are in the counts, or what is missing. */
    String check(long calls) {
      if (counted == calls && late == 0) {
        return "exact";
      }
      return late == 0
          ? "%,d of %,d counted".formatted(counted, calls)
          : "%,d of %,d counted, %,d late".formatted(counted, calls, late);
    }
  }

  JobRuns(Lab lab) {
    this.lab = lab;
  }

  /**
   * Our job, until it has read what there is; its own identity is checked, too. With a trigger of
   * its own it follows the topic, and is stopped.
   *
   * @param calls how many there are
   */
  Result job(String topic, long calls, Setup setup)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Path work = lab.runFolder("job");
    String counts = topics(work);
    Programs programs = lab.programs(topic, work);
    List<String> flags = new ArrayList<>(sinkFlags(counts));
    flags.addAll(setup.flags());
    boolean ends = !setup.flags().contains(TRIGGER);
    if (ends) {
      flags.addAll(List.of(TRIGGER, "available-now"));
    }
    Lab.Watcher watcher = ends ? job -> {} : new StopsWhenRead(programs.progress(), calls);
    Lab.Ended ended =
        lab.run(
            programs.job(setup.spark(), flags).in(setup.environment()),
            ends ? List.of(0) : STOPPED,
            watcher);
    JsonNode report = JSON.readTree(programs.report("job").toFile());
    if (!report.required("identity_holds").booleanValue()) {
      throw new ProcessException("the job's identity does not hold: " + report);
    }
    Result result =
        new Result(
            ended,
            Batches.read(programs.progress()),
            TopicRecords.totals(lab.broker(), counts).sum(),
            report.required("late").longValue());
    clear(work, counts);
    return result;
  }

  /**
   * Makes bin/spark-submit's archive of the job's classes: else the first of the runs would record
   * what it is to hold, and the second would have it made beside it. Not if it is not wanted.
   *
   * @param topic with a few calls
   */
  void makeArchive(String topic)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    if (!"none".equals(System.getenv(ARCHIVE))) {
      secondsToFirstBatch(topic, Setup.DEFAULT);
      secondsToFirstBatch(topic, new Setup(List.of(), List.of(), Map.of(ARCHIVE, "wait")));
    }
  }

  /** Seconds from the start of spark-submit until the first batch is done. */
  double secondsToFirstBatch(String topic, Setup setup)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Path work = lab.runFolder("start");
    String counts = topics(work);
    Programs programs = lab.programs(topic, work);
    List<String> flags = new ArrayList<>(sinkFlags(counts));
    flags.addAll(setup.flags());
    AtomicReference<Double> seconds = new AtomicReference<>();
    long begin = System.nanoTime();
    lab.run(
        programs.job(setup.spark(), flags).in(setup.environment()),
        STOPPED,
        started -> {
          if (seconds.get() == null && LastLine.of(programs.progress()).isPresent()) {
            seconds.set((System.nanoTime() - begin) / 1e9);
            started.terminate();
          }
        });
    clear(work, counts);
    return Optional.ofNullable(seconds.get())
        .orElseThrow(() -> new ProcessException("the job ended before its first batch"));
  }

  /**
   * The straightforward job.
   *
   * @param batches how many, to the console; null for all, to a topic
   */
  Result fromJson(String topic, Setup setup, Integer batches)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Path work = lab.runFolder("from-json");
    String counts = topics(work);
    Path progress = work.resolve("progress.jsonl");
    List<String> words = new ArrayList<>(List.of(lab.home().program("spark-submit")));
    words.addAll(List.of("--properties-file", lab.home().sparkDefaults()));
    // The class that config/ names for it is in our job's jar.
    words.addAll(List.of("--conf", "spark.sql.streaming.checkpointFileManagerClass=" + SPARKS_OWN));
    words.addAll(List.of("--class", FromJsonJob.class.getName(), "--jars", connector()));
    words.addAll(setup.spark());
    words.add(
        lab.home().root().resolve("tools/benchmark/target/benchmark-from-json-job.jar").toString());
    words.addAll(List.of("--bootstrap-server", lab.broker(), "--topic", topic));
    words.addAll(List.of("--radio-codes", lab.home().radioCodes()));
    words.addAll(List.of("--checkpoint", work.resolve("checkpoint").toString()));
    words.addAll(List.of("--progress-json", progress.toString()));
    words.addAll(
        batches == null
            ? List.of("--counts-topic", counts)
            : List.of("--batches", batches.toString()));
    words.addAll(setup.flags());
    Map<String, String> environment = Map.of("SPARK_LOCAL_DIRS", work.resolve("spark").toString());
    Lab.Ended ended =
        lab.run(new StartedProcess.Command("from_json job", words, environment, lab.log(work)));
    long counted = batches == null ? TopicRecords.totals(lab.broker(), counts).sum() : 0;
    Result result = new Result(ended, Batches.read(progress), counted, 0);
    clear(work, counts);
    return result;
  }

  /** The hand-written loop. */
  Result loop(String topic)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Path work = lab.runFolder("loop");
    Path log = lab.log(work);
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx6g",
            "-cp",
            lab.home().root().resolve("tools/benchmark/target/benchmark.jar").toString(),
            CountingLoop.class.getName(),
            lab.broker(),
            topic);
    List<String> lines = new ArrayList<>();
    Lab.Ended ended = lab.run(new StartedProcess.Command("counting loop", words, Map.of(), log));
    for (String line : Files.readAllLines(log)) {
      if (line.startsWith("{")) {
        lines.add(line);
      }
    }
    String counted = lines.remove(lines.size() - 1);
    Path progress = Files.write(work.resolve("progress.jsonl"), lines);
    return new Result(
        ended, Batches.read(progress), JSON.readTree(counted).required("counted").longValue(), 0);
  }

  /** Ends a job that follows its topic, once, when it has read all of it. */
  private static final class StopsWhenRead implements Lab.Watcher {
    private final Path progress;
    private final long calls;
    private boolean stopped;

    private StopsWhenRead(Path progress, long calls) {
      this.progress = progress;
      this.calls = calls;
    }

    @Override
    public void look(StartedProcess program) throws IOException {
      if (!stopped && RecordsRead.of(progress) >= calls) {
        stopped = true;
        program.terminate();
      }
    }
  }

  static List<String> sinkFlags(String counts) {
    return List.of("--sink", "kafka", "--counts-topic", counts, "--late-topic", counts + "-late");
  }

  /** A topic of counts for a run, as the job would make it. */
  private String topics(Path work) throws InterruptedException, ExecutionException {
    String counts = "counts-" + work.getFileName();
    lab.createTopic(counts, COUNT_PARTITIONS, Map.of("cleanup.policy", "compact"));
    return counts;
  }

  private void clear(Path work, String counts)
      throws IOException, InterruptedException, ExecutionException {
    lab.deleteTopics(counts);
    Lab.remove(work.resolve("checkpoint"));
    Lab.remove(work.resolve("spark"));
  }

  /** What spark-submit gives the straightforward job beside its jar. */
  private String connector() throws IOException {
    Path target = lab.home().root().resolve("tools/benchmark/target");
    List<String> jars = new ArrayList<>();
    add(jars, target.resolve("connector"), "*.jar");
    add(jars, target.resolve("lib"), "picocli-*.jar");
    return String.join(",", jars);
  }

  private static void add(List<String> jars, Path folder, String names) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
      found.forEach(jar -> jars.add(jar.toString()));
    }
  }
}
