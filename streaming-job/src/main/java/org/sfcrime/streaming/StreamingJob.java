package org.sfcrime.streaming;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.Durations;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.SignalHandler;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.streaming.checkpoint.Checkpoint;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.console.BatchDisplay;
import org.sfcrime.streaming.console.Console;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.kafka.TopicAtStart;
import org.sfcrime.streaming.kafka.TopicIdentityCheck;
import org.sfcrime.streaming.kafka.TopicLookup;
import org.sfcrime.streaming.monitor.Monitoring;
import org.sfcrime.streaming.monitor.ProgressListener;
import org.sfcrime.streaming.monitor.RunReport;
import org.sfcrime.streaming.query.BatchWriter;
import org.sfcrime.streaming.query.CrimeCounts;
import org.sfcrime.streaming.query.GracefulStop;
import org.sfcrime.streaming.query.KafkaSource;
import org.sfcrime.streaming.query.TotalsToSinks;
import org.sfcrime.streaming.sink.CountsFile;
import org.sfcrime.streaming.sink.CountsLogSink;
import org.sfcrime.streaming.sink.Sink;
import org.sfcrime.streaming.sink.SinkFactory;
import scala.Option;

/** The streaming job: counts a topic of police calls by window and crime type. */
public final class StreamingJob {
  private final JobOptions options;
  private CountRules rules;
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
    return Program.run(new JobCommand(out, err), args, out, err);
  }

  /** Counts until a signal, or until the end of the topic with {@code --trigger available-now}. */
  static int run(JobOptions options, PrintStream out, PrintStream err) {
    try (Console output = new Console(options.monitor().console(), out, err);
        TopicLookup topic =
            new TopicLookup(options.kafka(), !options.isAvailableNow(), output.err());
        SparkSession spark = SafeSession.start("SF Crime Statistics")) {
      try {
        return new StreamingJob(options, spark, output).run(topic.await());
      } finally {
        spark.sparkContext().setLogLevel("OFF"); // interrupted tasks log errors
      }
    } catch (CommandException
        | KafkaException
        | IOException
        | IllegalStateException
        | IllegalArgumentException
        | StreamingQueryException
        | TimeoutException
        | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      err.println("failed: " + FailureText.of(e, options));
      return ExitCode.FAILED;
    }
  }

  private int run(TopicAtStart topic)
      throws IOException, InterruptedException, TimeoutException, StreamingQueryException {
    Checkpoint checkpoint = new Checkpoint(spark, options.checkpoint(), topic.name());
    rules = rules(checkpoint);
    checkpoint.stamp(frozenSettings(topic), CountRules.SETTINGS_OF_0_1_0);
    String countsFolder = checkpoint.countsFolder(options.outputs().keepsCounts());
    CountsLogSink log = countsFolder == null ? null : new CountsLogSink(countsFolder);
    SinkFactory factory = new SinkFactory(options.sinks(), options.kafka(), rules.columns());
    checkpoint.stampIds(factory.ids(checkpoint.isNew()));
    Sink sinks = factory.prepare(checkpoint.isNew(), log);
    announce(checkpoint);
    IgnoredSettings.notes(spark, options.kafka()).forEach(new StatusLines(err)::note);

    BatchDisplay display = output.display(topic.name(), rules, shownCounts());
    GracefulStop stop = new GracefulStop();
    BatchWriter writer = new BatchWriter(checkpoint::planned, checkpoint.ledger(), display, stop);
    Map<Integer, Long> position =
        checkpoint.isNew() ? options.kafka().startingPosition() : checkpoint.position();
    PartitionsAtStart partitions = topic.partitions(position, options.isAvailableNow());
    KafkaOptions source =
        options.isAvailableNow()
            ? options
                .kafka()
                .withMaxOffsets(topic.evenBatch(position, options.kafka().maxOffsetsPerTrigger()))
            : options.kafka();
    BucketCounter counter = new BucketCounter(rules, partitions, display.showsTypes());
    // Until here, a signal ends the process at once, even if a broker or database does not answer.
    SignalHandler signals = new SignalHandler();
    signals.install();
    try (Writer progressFile = progressFile();
        TopicIdentityCheck identity = new TopicIdentityCheck(topic, options.kafka());
        Monitoring monitoring =
            new Monitoring(
                options.monitor(), options.kafka(), checkpoint.lastRecorded().report(), err)) {
      ProgressListener progress =
          new ProgressListener(display, progressFile, writer::takeReport, monitoring);
      spark.streams().addListener(progress);
      StreamingQuery query = start(source, counter, sinks, writer);
      while (query.isActive() && signals.stop().getCount() > 0) {
        query.awaitTermination(100);
        identity.check();
        progress.requireWritten();
      }
      if (signals.stop().getCount() > 0 || stop.stop(query, writer, err)) {
        query.awaitTermination();
        progress.awaitEnd(GracefulStop.COMMIT_LIMIT);
        progress.requireWritten();
      }
    }
    output.settle();
    return end(checkpoint, log, stop, signals.exitCode());
  }

  /** The job in a sentence: source, parse, count, join, sinks. */
  private StreamingQuery start(
      KafkaOptions source, BucketCounter counter, Sink sinks, BatchWriter writer)
      throws TimeoutException {
    Map<String, String> radioCodes = options.radioCodes().descriptions();
    Dataset<Row> records = KafkaSource.read(spark, source);
    Dataset<byte[]> taskRows = CrimeCounts.parse(records, rules, radioCodes.keySet());
    Dataset<byte[]> outputRows = CrimeCounts.count(taskRows, counter);
    TotalsToSinks outputs = new TotalsToSinks(radioCodes, sinks, rules, shownCounts());
    return outputRows
        .writeStream()
        .outputMode("update")
        .option("checkpointLocation", options.checkpoint())
        .trigger(trigger())
        .foreachBatch(writer.to(outputs))
        .start();
  }

  private Trigger trigger() {
    return options.isAvailableNow()
        ? Trigger.AvailableNow()
        : Trigger.ProcessingTime(options.trigger().toMillis());
  }

  private int shownCounts() {
    return options.sinks().writesTo("console") ? options.outputs().top() : 0;
  }

  private int end(Checkpoint checkpoint, CountsLogSink log, GracefulStop stop, int signalled)
      throws IOException, InterruptedException {
    Ledger.Entry last = checkpoint.lastRecorded();
    RunReport report =
        new RunReport(
            options.kafka().topic(),
            last.batch() + 1,
            last.report(),
            rules.windowsPerCall(),
            signalled != 0);
    report.print(err);
    if (options.outputs().report() != null) {
      report.write(options.outputs().report());
    }
    if (log != null && stop.hasFreeCore(spark)) {
      writeCounts(log, last.batch());
    } else if (log != null) {
      err.println(
          "the files of counts are not written, because the current batch holds the cores; the next"
              + " start writes them at its end");
    }
    return report.identityHolds() ? signalled : ExitCode.FAILED;
  }

  private void writeCounts(CountsLogSink log, long lastBatch) throws IOException {
    CountsFile file = new CountsFile(spark, options.radioCodes(), rules);
    if (options.outputs().counts() != null) {
      file.writeCounts(log, lastBatch, options.outputs().counts());
    }
    if (options.outputs().late() != null) {
      file.writeLate(log, lastBatch, options.outputs().late());
    }
  }

  /** A checkpoint of version 0.1.0 keeps the columns of that version. */
  private CountRules rules(Checkpoint checkpoint) throws IOException {
    boolean isOlder = !checkpoint.isNew() && checkpoint.stamped(CountRules.COLUMNS).isEmpty();
    return isOlder ? options.rules().withColumns(GroupFields.USUAL) : options.rules();
  }

  /** The settings that cannot change while a checkpoint is in use. */
  private Map<String, String> frozenSettings(TopicAtStart topic) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--topic", topic.name());
    settings.put("the topic's id", topic.id());
    settings.putAll(rules.frozenSettings());
    settings.putAll(options.sinks().frozenSettings());
    settings.put(CrimeCounts.SHUFFLE_PARTITIONS, spark.conf().get(CrimeCounts.SHUFFLE_PARTITIONS));
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
        Durations.format(rules.window()),
        Durations.format(rules.slide()),
        Durations.format(rules.watermarkDelay()),
        options.isAvailableNow() ? "available-now" : Durations.format(options.trigger()),
        checkpoint.location(),
        batches == 0
            ? "new"
            : "goes on after %,d batches; for a fresh start name another".formatted(batches));
    Option<String> sparkUi = spark.sparkContext().uiWebUrl();
    if (sparkUi.isDefined()) { // not with spark.ui.enabled=false
      err.println("Spark's own page: " + sparkUi.get() + "/");
    }
  }

  private Writer progressFile() throws IOException {
    Path file = options.outputs().progress();
    return file == null ? null : Files.newBufferedWriter(file);
  }
}
