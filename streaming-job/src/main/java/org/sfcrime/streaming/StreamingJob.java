package org.sfcrime.streaming;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.sfcrime.streaming.checkpoint.Checkpoint;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.console.BatchDisplay;
import org.sfcrime.streaming.console.Console;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.kafka.TopicAtStart;
import org.sfcrime.streaming.kafka.TopicIdentityCheck;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.monitor.Monitoring;
import org.sfcrime.streaming.monitor.ProgressListener;
import org.sfcrime.streaming.monitor.RunReport;
import org.sfcrime.streaming.query.BatchWriter;
import org.sfcrime.streaming.query.CrimeCounts;
import org.sfcrime.streaming.query.KafkaSource;
import org.sfcrime.streaming.query.StopGate;
import org.sfcrime.streaming.query.TotalsToSinks;
import org.sfcrime.streaming.sink.CountsFile;
import org.sfcrime.streaming.sink.CountsLogSink;
import org.sfcrime.streaming.sink.Sink;
import org.sfcrime.streaming.sink.Sinks;
import picocli.CommandLine;

/** The streaming job: a topic of police calls to windowed crime-type counts. */
public final class StreamingJob {
  /** A supervisor sends SIGKILL 15 s after SIGTERM, or later. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

  private static final Duration COMMIT_LIMIT = Duration.ofSeconds(2);
  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";

  private final JobOptions options;
  private final SparkSession spark;
  private final Console output;
  private final PrintStream err;

  private StreamingJob(JobOptions options, SparkSession spark, Console output) {
    this.options = options;
    this.spark = spark;
    this.output = output;
    this.err = output.err();
  }

  /** Runs under spark-submit; see {@code --help} for arguments and exit codes. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    JobCommand command = new JobCommand();
    CommandLine line = new CommandLine(command);
    try {
      line.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      return usage(err, e.getMessage());
    }
    if (line.isUsageHelpRequested()) {
      line.usage(out);
      return 0;
    }
    if (line.isVersionHelpRequested()) {
      line.printVersionHelp(out);
      return 0;
    }
    JobOptions options;
    RadioCodes radioCodes;
    try {
      options = command.toOptions();
      radioCodes = RadioCodes.read(options.radioCodes());
    } catch (IllegalArgumentException e) {
      return usage(err, e.getMessage());
    }
    Signals signals = new Signals();
    signals.install();
    try (Console output = new Console(options.monitor().console(), out, err);
        SparkSession spark = SparkSession.builder().appName("SF Crime Statistics").getOrCreate()) {
      try {
        return new StreamingJob(options, spark, output).run(radioCodes, signals);
      } finally {
        spark.sparkContext().setLogLevel("OFF"); // tasks that the end interrupts would complain
      }
    } catch (IllegalStateException | IllegalArgumentException | KafkaException | IOException e) {
      return failed(err, options, e);
    } catch (StreamingQueryException | TimeoutException e) {
      return failed(err, options, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(err, options, e);
    }
  }

  private int run(RadioCodes radioCodes, Signals signals)
      throws IOException, InterruptedException, TimeoutException, StreamingQueryException {
    TopicAtStart topic =
        TopicAtStart.find(options.kafka(), !options.isAvailableNow(), err, signals.stop());
    if (topic == null) {
      return signals.exitCode();
    }
    Checkpoint checkpoint = new Checkpoint(spark, options.checkpoint());
    checkpoint.stamp(frozenSettings(topic));
    CountsLogSink log = checkpoint.countsLog(options.outputs().keepsCounts());
    List<Sink> sinks =
        new Sinks(options.sinks(), options.kafka(), options.rules())
            .prepare(checkpoint.isNew(), log);
    announce(checkpoint);
    SettingsCheck.warnings(spark, options.kafka()).forEach(line -> err.println("note: " + line));

    StopGate gate = new StopGate();
    int top = options.sinks().console() ? options.outputs().top() : 0;
    BatchDisplay display = output.display(topic.name(), options.rules(), top);
    BatchWriter writer =
        new BatchWriter(
            display,
            checkpoint.ledger(),
            batchId -> checkpoint.planned(batchId, topic.name()),
            radioCodes,
            sinks,
            gate);
    try (Writer progressFile = progressFile();
        TopicIdentityCheck watch = new TopicIdentityCheck(topic, options.kafka());
        Monitoring outside =
            new Monitoring(
                options.monitor(), options.kafka(), checkpoint.lastRecorded().report(), err)) {
      ProgressListener progress =
          new ProgressListener(display, progressFile, writer::takeReport, outside);
      spark.streams().addListener(progress);
      PartitionsAtStart atStart =
          topic.partitions(checkpoint.position(topic.name()), options.isAvailableNow());
      StreamingQuery query =
          counts(radioCodes, atStart, display.typeTotals().isPresent())
              .writeStream()
              .outputMode("update")
              .option("checkpointLocation", options.checkpoint())
              .trigger(trigger())
              .foreachBatch(writer)
              .start();
      while (query.isActive() && signals.stop().getCount() > 0) {
        query.awaitTermination(100);
        watch.check();
      }
      if (signals.stop().getCount() > 0 || stop(query, gate, writer)) {
        query.awaitTermination();
        progress.awaitEnd(COMMIT_LIMIT);
      }
    }
    output.settle();
    return end(checkpoint, log, radioCodes, signals.exitCode());
  }

  /** The query, in a sentence; {@link TotalsToSinks} joins the radio codes to what comes out. */
  private Dataset<byte[]> counts(
      RadioCodes radioCodes, PartitionsAtStart atStart, boolean takesTypes) {
    int tasks = Integer.parseInt(spark.conf().get(SHUFFLE_PARTITIONS));
    CountRules rules = options.rules();
    Dataset<byte[]> found =
        CrimeCounts.parse(
            KafkaSource.read(spark, options.kafka()),
            rules,
            radioCodes.descriptions().keySet(),
            tasks);
    return CrimeCounts.count(found, rules, atStart, takesTypes);
  }

  private Trigger trigger() {
    return options.isAvailableNow()
        ? Trigger.AvailableNow()
        : Trigger.ProcessingTime(options.trigger().toMillis());
  }

  /**
   * Stops the query when the batch at hand is written and committed.
   *
   * @return false if a sink holds the batch up: nothing interrupts it but the end of this process
   */
  private boolean stop(StreamingQuery query, StopGate gate, BatchWriter writer)
      throws InterruptedException, TimeoutException, StreamingQueryException {
    if (!gate.close(STOP_LIMIT, query::isActive)) {
      err.printf(
          "the batch at hand is not written after %d s; it is done again at the next start%n",
          STOP_LIMIT.toSeconds());
      return false;
    }
    long deadline = System.nanoTime() + COMMIT_LIMIT.toNanos();
    while (query.isActive() && writer.awaitsCommit() && System.nanoTime() < deadline) {
      query.awaitTermination(20);
    }
    spark.sparkContext().setLogLevel("OFF"); // as at the end
    query.stop();
    return true;
  }

  private int end(Checkpoint checkpoint, CountsLogSink log, RadioCodes radioCodes, int signalled)
      throws IOException {
    Ledger.Entry last = checkpoint.lastRecorded();
    RunReport report =
        new RunReport(
            options.kafka().topic(),
            last.batchId() + 1,
            last.report(),
            options.rules().windowsPerCall(),
            signalled != 0);
    CountsFile file = new CountsFile(spark, radioCodes, options.rules());
    if (options.outputs().counts() != null) {
      file.writeCounts(log, options.outputs().counts());
    }
    if (options.outputs().late() != null) {
      file.writeLate(log, options.outputs().late());
    }
    report.print(err);
    if (options.outputs().report() != null) {
      report.write(options.outputs().report());
    }
    return report.identityHolds() ? signalled : 1;
  }

  /** What a checkpoint was made with and cannot go on without. */
  private Map<String, String> frozenSettings(TopicAtStart topic) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--topic", topic.name());
    settings.put("the topic's id", topic.id());
    settings.putAll(options.rules().frozenSettings());
    settings.putAll(options.sinks().frozenSettings());
    settings.put(SHUFFLE_PARTITIONS, spark.conf().get(SHUFFLE_PARTITIONS));
    settings.put(
        "spark.sql.streaming.stateStore.providerClass",
        spark.conf().get("spark.sql.streaming.stateStore.providerClass"));
    return settings;
  }

  private void announce(Checkpoint checkpoint) {
    long batches = checkpoint.lastCommittedBatch() + 1;
    err.printf(
        "counting %s from %s: window %s, slide %s, watermark %s, trigger %s, checkpoint %s (%s)%n",
        options.kafka().topic(),
        options.kafka().bootstrapServer(),
        Durations.format(options.rules().window()),
        Durations.format(options.rules().slide()),
        Durations.format(options.rules().watermark()),
        options.isAvailableNow() ? "available-now" : Durations.format(options.trigger()),
        checkpoint.location(),
        batches == 0
            ? "new"
            : "goes on after %,d batches; for a fresh start name another".formatted(batches));
  }

  private Writer progressFile() throws IOException {
    Path file = options.outputs().progress();
    return file == null ? null : Files.newBufferedWriter(file);
  }

  private static int usage(PrintStream err, String message) {
    err.println(message);
    err.println("See --help for the options.");
    return 2;
  }

  private static int failed(PrintStream err, JobOptions options, Exception e) {
    err.println("failed: " + FailureText.of(e, options));
    return 1;
  }
}
