package org.sfcrime.benchmark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.reference.CountingLoop;
import org.sfcrime.benchmark.reference.FromJsonJob;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Runs the streaming job, or a program to compare with, over all records of a topic. */
public final class JobRuns {
  public static final String ARCHIVE = "SFCRIME_CLASS_ARCHIVE";
  public static final long FEW_CALLS = 1_000;

  private static final String CHECKPOINT_FILES =
      "spark.sql.streaming.checkpointFileManagerClass="
          + "org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager";
  private static final String TRIGGER = "--trigger";
  private static final List<Integer> STOPPED = List.of(0, 143);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProgramRunner runner;

  /** The flags of spark-submit and of the job, and environment variables. */
  public record Arguments(List<String> spark, List<String> flags, Map<String, String> environment) {
    public static final Arguments NONE = new Arguments(List.of(), List.of(), Map.of());

    public static Arguments environment(String name, String value) {
      return new Arguments(List.of(), List.of(), Map.of(name, value));
    }
  }

  /**
   * The result of a run.
   *
   * @param counted the sum of the newest totals
   * @param late late records, 0 for programs that do not report late records
   * @param totals the newest totals in the topic of counts
   */
  public record Result(
      ProgramRunner.Ended ended, BatchTimes batches, long counted, long late, NewestTotals totals) {
    Result(ProgramRunner.Ended ended, BatchTimes batches, NewestTotals totals, long late) {
      this(ended, batches, totals.sum(), late, totals);
    }

    /** Returns {@link ResultTable#EXACT} if every call is counted, else the difference. */
    public String check(long calls) {
      String counts = "%,d of %,d counted".formatted(counted, calls);
      if (late > 0) {
        return "%s, %,d late".formatted(counts, late);
      }
      return counted == calls ? ResultTable.EXACT : counts;
    }
  }

  public JobRuns(ProgramRunner runner) {
    this.runner = runner;
  }

  /**
   * Runs the job until it has read all calls, and checks its identity. With {@code --trigger} among
   * the arguments the job follows the topic and is stopped with SIGTERM.
   */
  public Result job(String topic, long calls, Arguments arguments)
      throws IOException, InterruptedException {
    Path work = runner.runFolder("job");
    String counts = createCountsTopic(work);
    Programs programs = runner.programs(topic, work);
    Path progress = programs.progress();
    boolean follows = arguments.flags().contains(TRIGGER);
    List<String> flags = new ArrayList<>(sinkFlags(counts));
    flags.addAll(follows ? List.of() : List.of(TRIGGER, "available-now"));
    ProgramRunner.Ended ended =
        runner.run(
            command(programs, flags, arguments),
            follows ? STOPPED : List.of(0),
            () ->
                follows && JobProgress.newest(progress).map(JobProgress::read).orElse(0L) >= calls);
    JsonNode report = programs.readReport("job");
    if (!report.required("identity_holds").booleanValue()) {
      throw new CommandException("the job's identity does not hold: " + report);
    }
    NewestTotals totals = NewestTotals.read(runner.broker().address(), counts);
    long late = report.required("late").longValue();
    clear(work, counts);
    return new Result(ended, BatchTimes.read(progress), totals, late);
  }

  private static StartedProcess.Command command(
      Programs programs, List<String> flags, Arguments arguments) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(arguments.flags());
    return programs.job(arguments.spark(), all).in(arguments.environment());
  }

  /**
   * Creates the class-data archive of bin/spark-submit, unless the environment disables it.
   * Otherwise the first measured run would record it, and a process in the background would create
   * it during the next one.
   *
   * @param topic a topic with a few calls
   */
  public void createArchive(String topic) throws IOException, InterruptedException {
    if (!"none".equals(System.getenv(ARCHIVE))) {
      Arguments wait = Arguments.environment(ARCHIVE, "wait");
      secondsToFirstBatch(topic, wait);
      secondsToFirstBatch(topic, wait);
    }
  }

  /** The seconds from the start of spark-submit to the end of the first batch. */
  public double secondsToFirstBatch(String topic, Arguments arguments)
      throws IOException, InterruptedException {
    Path work = runner.runFolder("start");
    String counts = createCountsTopic(work);
    Programs programs = runner.programs(topic, work);
    StartedProcess.Command command = command(programs, sinkFlags(counts), arguments);
    ProgramRunner.Ended ended =
        runner.run(command, STOPPED, () -> JobProgress.newest(programs.progress()).isPresent());
    clear(work, counts);
    if (Double.isNaN(ended.secondsToStop())) {
      throw new CommandException("the job ended before its first batch");
    }
    return ended.secondsToStop();
  }

  /** Runs the from_json job: {@code batches} with the console as sink, or null for all calls. */
  public Result fromJson(String topic, Arguments arguments, Integer batches)
      throws IOException, InterruptedException {
    Path work = runner.runFolder("from-json");
    String counts = createCountsTopic(work);
    Programs programs = runner.programs(topic, work);
    // The class in config/ is in the streaming job's jar.
    List<String> spark = new ArrayList<>(List.of("--conf", CHECKPOINT_FILES));
    spark.addAll(List.of("--class", FromJsonJob.class.getName()));
    spark.addAll(List.of("--jars", target("connector/*.jar") + "," + target("lib/picocli-*.jar")));
    spark.addAll(arguments.spark());
    List<String> flags = new ArrayList<>(arguments.flags());
    flags.addAll(
        batches == null
            ? List.of("--counts-topic", counts)
            : List.of("--batches", batches.toString()));
    String jar = target("benchmark-from-json-job.jar").toString();
    ProgramRunner.Ended ended = runner.run(programs.sparkJob("from-json-job", jar, spark, flags));
    NewestTotals totals = NewestTotals.read(runner.broker().address(), counts);
    clear(work, counts);
    return new Result(ended, BatchTimes.read(programs.progress()), totals, 0);
  }

  public Result loop(String topic) throws IOException, InterruptedException {
    Path work = runner.runFolder("loop");
    Path log = runner.log(work);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = target("benchmark.jar").toString();
    List<String> words = new ArrayList<>(List.of(java, "-Xmx6g", "-cp", classPath));
    words.addAll(List.of(CountingLoop.class.getName(), runner.broker().address(), topic));
    ProgramRunner.Ended ended =
        runner.run(new StartedProcess.Command("counting loop", words, Map.of(), log));
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.removeIf(line -> !line.startsWith("{"));
    String counted = lines.remove(lines.size() - 1);
    Path progress = Files.write(work.resolve("progress.jsonl"), lines);
    long sum = JSON.readTree(counted).required("counted").longValue();
    return new Result(ended, BatchTimes.read(progress), sum, 0, new NewestTotals());
  }

  public static List<String> sinkFlags(String counts) {
    return List.of("--sink", "kafka", "--counts-topic", counts, "--late-topic", counts + "-late");
  }

  /** Creates a topic of counts with the settings that the job would choose. */
  String createCountsTopic(Path work) throws InterruptedException {
    String counts = "counts-" + work.getFileName();
    Map<String, String> compact = Map.of("cleanup.policy", "compact");
    runner.broker().createTopic(counts, ProgramRunner.PARTITIONS, compact);
    return counts;
  }

  void clear(Path work, String counts) throws IOException, InterruptedException {
    runner.broker().deleteTopics(counts);
    ProcessGroup.removeDirectory(work.resolve("checkpoint"));
    ProcessGroup.removeDirectory(work.resolve("spark"));
  }

  private Path target(String file) {
    return runner.home().root().resolve("tools/benchmark/target").resolve(file);
  }
}
