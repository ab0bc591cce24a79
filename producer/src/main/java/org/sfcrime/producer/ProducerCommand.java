package org.sfcrime.producer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.sfcrime.commandline.ClientFlags;
import org.sfcrime.commandline.ClientProperties;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line; declares each option once and makes the options of it. */
@Command(
    name = "bin/producer",
    description = "Publishes the police calls of a file to a Kafka topic, one record a call.%n",
    footer = {
      "",
      "The file may be a JSON array, one JSON object a line, or CSV with a header (also Kaggle's),",
      "each of them gzipped or not; it is recognised by its content.",
      "",
      "A record that is no call goes, unchanged, to the rejected topic with reason and position,",
      "and its neighbours are published. Records up to 16 MiB are checked; of larger ones, and of",
      "those larger than the topic takes, the first kilobyte and the size are kept.",
      "",
      "A file is published in transactions that hold the position in the file too. They are",
      "committed every 0.1 to 2 s; calls can be read when they are. Stopped or",
      "killed at any moment, the same command with --resume goes on with the next call: none is",
      "missing, none there twice for those who read committed records. A job is a topic and a file",
      "(its path), or a --transactional-id. With --resume a changed file, --order or",
      "--rejected-topic, and a topic that was created anew, are refused; --max-records counts from",
      "the job's first call; --throughput, --speed and the client's settings may change. Without",
      "--resume a run begins anew. Standard input and pipes can be read only once: no transactions.",
      "",
      "Exit codes: 0 done, also if records were rejected (the summary counts them);",
      "  1 failed, or a record was rejected and --fail-on-malformed given: in event-time order",
      "  nothing is sent then, in file order nothing after it; 2 usage;",
      "  130 or 143 stopped by SIGINT or SIGTERM, after flushing and the summary."
    })
final class ProducerCommand implements Callable<Integer> {
  private static final int DEFAULT_PARTITIONS = 4;
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);

  private final PrintStream err;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "call file, or - for standard input")
  private String file;

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
      description = "topic for records that are no calls (${DEFAULT-VALUE})")
  private String rejectedTopic;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "event-time",
      description = {
        "event-time: oldest call first, reading the file twice;",
        "file: as the calls stand there (${DEFAULT-VALUE})"
      })
  private String order;

  @Option(
      names = "--throughput",
      paramLabel = "N",
      defaultValue = "-1",
      description = "calls a second; -1: no limit (${DEFAULT-VALUE})")
  private long throughput;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "replay X times as fast as the calls happened")
  private Double speed;

  @Option(
      names = "--max-records",
      paramLabel = "N",
      defaultValue = "-1",
      description = "calls to publish at most; -1: all (${DEFAULT-VALUE})")
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
      description = "write a JSON summary there at the end")
  private Path report;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description = {
        "serve metrics for Prometheus on /metrics of this port, to this machine only;",
        "0: any that is free"
      })
  private Integer metricsPort;

  @Option(
      names = "--resume",
      description = {
        "go on after the last call that an earlier run of the job committed;",
        "from the beginning if there is none, nothing to do if it was finished"
      })
  private boolean resume;

  @Option(
      names = "--transactional-id",
      paramLabel = "ID",
      description = {
        "name of the job, one running producer each: an older one is fenced, exit code 1",
        "(sfcrime-producer:TOPIC:path of the file)"
      })
  private String transactionalId;

  @Option(
      names = "--positions-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.positions.v1",
      description = "compacted topic for the jobs' positions (${DEFAULT-VALUE})")
  private String positionsTopic;

  @Option(names = "--fail-on-malformed", description = "stop at the first record that is no call")
  private boolean failOnMalformed;

  @Mixin private ClientFlags clientFlags;

  ProducerCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    ProducerOptions options = Program.options(this::toOptions);
    StatusLines status = new StatusLines(err);
    ClientProperties.unknown(options.clientProperties().keySet(), ProducerConfig.configNames())
        .forEach(status::note);
    try (StopSignal stop = new StopSignal()) {
      stop.onSignal(TIME_TO_STOP);
      return new ProducerRun(options, stop, err).run(new RealKafkaClients(err));
    }
  }

  /**
   * Returns the options.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  ProducerOptions toOptions() {
    if (speed != null && speed <= 0) {
      throw new IllegalArgumentException("--speed (" + speed + ") must be a number above 0");
    }
    return new ProducerOptions(
        file,
        topic,
        rejectedTopic,
        new ProducerOptions.TopicSettings(
            partitions == null ? DEFAULT_PARTITIONS : partitions,
            partitions != null,
            replicationFactor),
        ProducerOptions.Order.of(order),
        throughput,
        speed == null ? 0 : speed,
        maxRecords,
        failOnMalformed,
        report,
        metricsPort,
        job(),
        ProducerProperties.of(clientFlags));
  }

  private ProducerOptions.JobSettings job() {
    String id = transactionalId;
    if (id == null) {
      id = "sfcrime-producer:" + topic + ":" + Path.of(file).toAbsolutePath().normalize();
    }
    return new ProducerOptions.JobSettings(id, positionsTopic, resume);
  }
}
