package org.sfcrime.streaming;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sfcrime.commandline.Durations;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.streaming.console.ConsoleMode;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.lookup.GroupBy;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.monitor.MonitorOptions;
import org.sfcrime.streaming.sink.SinkOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the job: declares the options and builds {@link JobOptions}. */
@Command(
    name = "streaming-job",
    header =
        "Counts San Francisco's police calls by event-time window and by crime type or other fields, as the calls arrive.",
    synopsisHeading =
        "Usage: bin/spark-submit [Spark's options] ${env:SFCRIME_JOB_JAR:-streaming-job/target/streaming-job.jar} ",
    customSynopsis = "[OPTIONS]",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 or 143 stopped by a signal, after the current batch.",
    })
final class JobCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private ClientFlags clientFlags;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.v1",
      description = "The topic to read calls from (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(
      names = "--starting-offsets",
      paramLabel = "OFFSETS",
      defaultValue = "earliest",
      description =
          "earliest, latest, or Spark's JSON of offsets; only used with a new checkpoint (default: ${DEFAULT-VALUE}).")
  private String startingOffsets;

  @Option(
      names = "--max-offsets-per-trigger",
      defaultValue = "500000",
      paramLabel = "N",
      description =
          "Most records in a batch (default: ${DEFAULT-VALUE}). With --trigger available-now the"
              + " batches have equal sizes, at most 1 %% larger.")
  private long maxOffsetsPerTrigger;

  @Option(
      names = "--min-partitions",
      paramLabel = "N",
      description = "Smallest number of tasks of a batch (default: one for each Kafka partition).")
  private Integer minPartitions;

  @Option(
      names = "--window",
      defaultValue = "10 minutes",
      paramLabel = "INTERVAL",
      description = "The length of a window, in whole seconds (default: ${DEFAULT-VALUE}).")
  private String window;

  @Option(
      names = "--slide",
      paramLabel = "INTERVAL",
      description =
          "Time from the start of one window to the start of the next, in whole seconds (default: the window).")
  private String slide;

  @Option(
      names = "--watermark",
      defaultValue = "60 minutes",
      paramLabel = "INTERVAL",
      description = "How late a call may arrive, in event time (default: ${DEFAULT-VALUE}).")
  private String watermark;

  @Option(
      names = "--idle-timeout",
      defaultValue = "1 minute",
      paramLabel = "INTERVAL",
      description =
          "How long the watermark waits for a partition without calls while other partitions have some (default: ${DEFAULT-VALUE}).")
  private String idleTimeout;

  @Option(
      names = "--group-by",
      defaultValue = "crime-type,disposition",
      paramLabel = "FIELD[,FIELD]",
      description =
          "One or two fields to count by, separated by a comma: crime-type as in the record, canonical-type or category as in the table of crime types, disposition, or any other field of the record by its name, such as address or police_district (default: ${DEFAULT-VALUE}).")
  private String groupBy;

  @Option(
      names = "--crime-types",
      paramLabel = "FILE",
      description =
          "The table of crime types, for --group-by canonical-type and category (default: data/crime-types.csv from the time when the jar was built).")
  private Path crimeTypes;

  @Option(
      names = "--deduplicate",
      description =
          "Count a crime_id once in a window; until the window closes, the same call again is reported as a duplicate.")
  private boolean deduplicate;

  @Option(
      names = "--upsert",
      description =
          "Count the newest record of a crime_id; the older ones are taken out of their counts as long as their windows are open, and are reported as replaced.")
  private boolean upsert;

  @Option(
      names = "--trigger",
      defaultValue = "2 seconds",
      paramLabel = "WHEN",
      description =
          "Interval between batches, or available-now: count the records that exist, then end (default: ${DEFAULT-VALUE}).")
  private String trigger;

  @Option(
      names = "--output-mode",
      defaultValue = "update",
      paramLabel = "MODE",
      description =
          "update: the new total of each count that changed; append: each count once, when its window closes (default: ${DEFAULT-VALUE}).")
  private String outputMode;

  @Option(
      names = "--checkpoint",
      defaultValue = "var/checkpoint",
      paramLabel = "DIR",
      description =
          "Where the job keeps its position and state; a start with the same directory continues (default: ${DEFAULT-VALUE}).")
  private String checkpoint;

  @Option(
      names = "--radio-codes",
      paramLabel = "FILE",
      description =
          "The table of disposition codes (default: data/radio_code.json from the time when the jar was built).")
  private Path radioCodes;

  @Mixin private SinkOptions sinks;

  @Option(
      names = "--top",
      defaultValue = "20",
      paramLabel = "N",
      description = "Counts shown for each batch (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--counts-file",
      paramLabel = "FILE",
      description = "When the job ends, write the counts of all windows to this file as CSV.")
  private Path countsFile;

  @Option(
      names = "--late-file",
      paramLabel = "FILE",
      description =
          "When the job ends, write the counts of late calls, which are in no other count, as CSV.")
  private Path lateFile;

  @Option(
      names = "--progress-json",
      paramLabel = "FILE",
      description = "Write each progress event to this file as a JSON line.")
  private Path progressJson;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "When the job ends, write its totals to this file as JSON.")
  private Path report;

  @Option(
      names = "--console",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "live: draw counts and progress in place, with warnings above; plain: print each batch below the last; auto: live on a terminal, else plain (default: ${DEFAULT-VALUE}).")
  private ConsoleMode console;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Serve Prometheus metrics at /metrics on this port, on the loopback address only; 0 for any free port.")
  private Integer metricsPort;

  @Option(
      names = "--commit-group",
      paramLabel = "GROUP",
      description =
          "After each batch, commit the processed offsets to this consumer group, for tools that show lag; the job itself resumes from its checkpoint.")
  private String commitGroup;

  JobCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    JobOptions options = Program.options(this::toOptions);
    StatusLines status = new StatusLines(err);
    clientFlags.check(JobProperties.RULES.of(clientFlags), status);
    sinks.exposedPassword().ifPresent(status::warn);
    return StreamingJob.run(options, out, err);
  }

  /** Returns the options. An {@link IllegalArgumentException} names an invalid one. */
  JobOptions toOptions() {
    if (!Set.of("update", "append").contains(outputMode)) {
      throw new IllegalArgumentException(
          "--output-mode %s: must be update or append".formatted(outputMode));
    }
    Duration length = Durations.parse(window);
    CountRules rules =
        new CountRules(
            length,
            slide == null ? length : Durations.parse(slide),
            Durations.parse(watermark),
            Durations.parse(idleTimeout),
            GroupBy.parse(groupBy, crimeTypes),
            ids(),
            outputMode.equals("append"));
    return new JobOptions(
        kafka(),
        rules,
        trigger.equals("available-now") ? null : Durations.parse(trigger),
        checkpoint,
        RadioCodes.read(radioCodes),
        sinks.checked(),
        new JobOptions.Outputs(top, countsFile, lateFile, progressJson, report),
        new MonitorOptions(console, metricsPort, commitGroup));
  }

  private CountRules.Ids ids() {
    if (deduplicate && upsert) {
      throw new IllegalArgumentException(
          "--deduplicate counts the first record of a crime_id, --upsert the newest one: give one of them");
    }
    if (deduplicate) {
      return CountRules.Ids.FIRST;
    }
    return upsert ? CountRules.Ids.NEWEST : CountRules.Ids.ALL;
  }

  private KafkaOptions kafka() {
    Map<String, String> properties = JobProperties.RULES.of(clientFlags);
    String bootstrapServer = properties.remove(ClientProperties.BOOTSTRAP_SERVERS);
    return new KafkaOptions(
        bootstrapServer, topic, startingOffsets, maxOffsetsPerTrigger, minPartitions, properties);
  }
}
