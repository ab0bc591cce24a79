package org.sfcrime.producer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.sfcrime.callfile.EventTimeFlags;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.producer.follow.FeedAddress;
import org.sfcrime.producer.follow.FollowFlags;
import org.sfcrime.producer.follow.FollowOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes the calls of a file or of a live feed to a Kafka topic. */
@Command(
    name = "bin/producer",
    description =
        "Publishes police calls to a Kafka topic: those of a file, one record for each call, or those"
            + " of a live feed, one record for each revision of a call.%n",
    footer = {
      "",
      "The file may be JSON or CSV in any form in which the city and Kaggle serve these calls,",
      "compressed or not; docs/formats.md lists the forms. The producer recognises them from the",
      "content. --check shows what a file contains.",
      "",
      "A record that is not an accepted call goes, unchanged, to the rejected topic with reason and",
      "position; the other records are published. Records up to 16 MiB are checked. For a larger",
      "record, and for one too large for the topic, only the first kilobyte and the size are kept.",
      "",
      "A file is published in transactions, which include the position in the file. The producer",
      "commits every 0.1 to 2 s; readers see the calls after the commit. After a stop or a kill at",
      "any moment, the same command with --resume continues with the next call: for readers of",
      "committed records, each call appears exactly once. A job is a topic and a file",
      "(its path without links), or a --transactional-id. --resume is refused after a change of",
      "the file, --order, --since, --until or --rejected-topic, and for a topic that was created",
      "again.",
      "--max-records counts from the first call of the job; --throughput, --speed and client",
      "properties may change. Without --resume, the file is published from the start. Standard input",
      "and pipes can be read only once, so they are published without transactions.",
      "",
      "--follow polls a SODA endpoint and publishes what is new or changed, each poll in one",
      "transaction. Started again after a stop or a kill at any moment, the same command neither",
      "repeats a revision nor misses one that the feed still shows: docs/live-feed.md.",
      "",
      "Exit codes: 0 done, even if records were rejected (the summary counts them);",
      "  1 failed, or no record is an accepted call, or a record was rejected with",
      "  --fail-on-malformed: in event-time order nothing is sent then, in file order nothing",
      "  after that record; 2 wrong usage;",
      "  130 or 143 stopped by SIGINT or SIGTERM, after flushing and the summary."
    })
public final class Producer implements Callable<Integer> {
  private static final int DEFAULT_PARTITIONS = 4;
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

  private final PrintStream out;
  private final PrintStream err;
  private final KafkaClients clients;

  /** The file, and what to do with it. */
  private static final class Input {
    @Option(
        names = "--file",
        required = true,
        paramLabel = "FILE",
        description = "file of calls, or - for standard input")
    private String file;

    @Option(
        names = "--check",
        required = true,
        paramLabel = "FILE",
        description = {
          "only read the file and print what it contains; needs no broker.",
          "Exit code 1 if it has no accepted call or is damaged"
        })
    private String check;

    @Option(
        names = "--follow",
        required = true,
        paramLabel = "URL",
        description = {
          "live feed of calls: a SODA endpoint, or datasf for the city's calls of the last 48 hours;",
          "https, or http on this machine"
        })
    private String follow;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Input input;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.v1",
      description = "topic for the calls (${DEFAULT-VALUE}); created when missing")
  private String topic;

  @Option(
      names = "--rejected-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.rejected.v1",
      description = "topic for rejected records (${DEFAULT-VALUE})")
  private String rejectedTopic;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "event-time",
      description = {
        "event-time: oldest call first; reads the file twice.",
        "file: the order of the file (${DEFAULT-VALUE})"
      })
  private ProducerOptions.Order order;

  @Mixin private EventTimeFlags times;

  @Option(
      names = "--throughput",
      paramLabel = "N",
      defaultValue = "-1",
      description = "calls per second; -1: no limit (${DEFAULT-VALUE})")
  private long throughput;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "replay the calls X times as fast as they happened")
  private Double speed;

  @Option(
      names = "--max-records",
      paramLabel = "N",
      defaultValue = "-1",
      description = "largest number of calls to publish; -1: all (${DEFAULT-VALUE})")
  private long maxRecords;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "partitions of a topic that is created (" + DEFAULT_PARTITIONS + ")")
  private Integer partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "1",
      description = "replicas of a topic that is created (${DEFAULT-VALUE})")
  private short replicationFactor;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "write a summary to this file as JSON at the end")
  private Path report;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description = {
        "serve Prometheus metrics at /metrics on this port, for this machine only;",
        "0: any free port"
      })
  private Integer metricsPort;

  @Option(
      names = "--resume",
      description = {
        "continue after the last call that an earlier run of the job committed;",
        "starts from the beginning if there is none, does nothing if the job is finished"
      })
  private boolean resume;

  @Option(
      names = "--transactional-id",
      paramLabel = "ID",
      description = {
        "name of the job; only one producer per name runs: an older one is fenced (exit code 1)",
        "(sfcrime-producer:TOPIC:path of the file without links, or address of the feed)"
      })
  private String transactionalId;

  @Option(
      names = "--positions-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.positions.v1",
      description = "compacted topic for the positions of all jobs (${DEFAULT-VALUE})")
  private String positionsTopic;

  @Option(names = "--fail-on-malformed", description = "stop at the first rejected record")
  private boolean failOnMalformed;

  @Mixin private ClientFlags clientFlags;

  @ArgGroup(validate = false, heading = "%nOnly with --follow:%n")
  private FollowFlags followFlags;

  @Spec private CommandSpec spec;

  Producer(PrintStream out, PrintStream err, KafkaClients clients) {
    this.out = out;
    this.err = err;
    this.clients = clients;
  }

  @Override
  public Integer call() throws IOException {
    if (input.check != null) {
      return check();
    }
    FollowOptions follow = Program.options(this::followOptions);
    ProducerOptions options = Program.options(this::toOptions);
    StatusLines status = new StatusLines(err);
    ClientProperties.unknown(options.clientProperties().keySet(), ProducerConfig.configNames())
        .forEach(status::note);
    clientFlags.check(options.clientProperties(), status);
    try (StopSignal stop = new StopSignal()) {
      stop.onSignal(TIME_TO_STOP);
      return follow == null
          ? new ProducerRun(options, stop, err).run(clients)
          : new FollowRun(options, follow, stop, err).run(clients);
    }
  }

  FollowOptions followOptions() {
    return FollowFlags.options(input.follow, followFlags, spec.commandLine().getParseResult());
  }

  private int check() throws IOException {
    EventTimeRange range = Program.options(times::range);
    try (StopSignal stop = new StopSignal()) {
      stop.onSignal(TIME_TO_STOP);
      return new FileCheck(input.check, range, stop, out, err).run();
    }
  }

  /**
   * Returns the options.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  ProducerOptions toOptions() {
    return new ProducerOptions(
        input.follow == null ? input.file : FeedAddress.parse(input.follow).toString(),
        topic,
        rejectedTopic,
        new ProducerOptions.TopicSettings(
            partitions == null ? DEFAULT_PARTITIONS : partitions,
            partitions != null,
            replicationFactor),
        order,
        times.range(),
        throughput,
        speed,
        maxRecords,
        failOnMalformed,
        report,
        metricsPort,
        job(),
        ProducerProperties.of(clientFlags));
  }

  private ProducerOptions.JobSettings job() {
    if (input.follow != null) {
      return ProducerOptions.JobSettings.ofFeed(
          topic, FeedAddress.parse(input.follow), transactionalId);
    }
    return ProducerOptions.JobSettings.ofFile(
        topic, input.file, transactionalId, positionsTopic, resume);
  }

  /** Runs the program and returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err, KafkaClients clients) {
    return Program.run(new Producer(out, err, clients), args, out, err);
  }

  public static void main(String[] args) {
    KafkaClients clients = new KafkaClients.Cluster(System.err);
    System.exit(run(args, System.out, System.err, clients));
  }
}
