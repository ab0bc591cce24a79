package org.sfcrime.consumer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sfcrime.callfile.EventTimeFlags;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.consumer.format.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bin/consumer",
    description =
        "Prints San Francisco's police calls for service as they arrive, and verifies that all of them arrived.",
    footer = {
      "",
      "Without --from-beginning, --offset or a committed offset of --group, the consumer starts at the end of the topic. A partition that is created while the consumer runs or waits for the topic is read from its first record. Without --until-end, --max-messages or --timeout-ms, it reads until the expected number of records (--expect-...) has arrived, or until a signal. With --since or --until, other records are neither printed, counted nor verified. The consumer fails if its output cannot be written, or if the reader of its output, such as head, closes it; it commits no offsets then.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 an expectation was not met, 130 and 143 on signals."
    })
final class ConsumerCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;
  private final ConsumerClients clients;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.v1",
      description = "The topic to read. Default: ${DEFAULT-VALUE}")
  private String topic;

  @Option(
      names = "--from-beginning",
      description =
          "Start at the first record. With --group, only in partitions without a committed offset.")
  private boolean fromBeginning;

  @Option(
      names = "--until-end",
      description = "Stop at the end offsets that the topic has at the start.")
  private boolean untilEnd;

  @Option(
      names = "--max-messages",
      paramLabel = "N",
      description = "Stop after this number of records.")
  private Optional<Long> maxMessages;

  @Option(
      names = "--timeout-ms",
      paramLabel = "MS",
      description = "Stop when no record arrives for this many milliseconds.")
  private Optional<Long> timeoutMillis;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Join this consumer group, and commit the offsets at the end.")
  private Optional<String> group;

  @Option(names = "--partition", paramLabel = "N", description = "Read only this partition.")
  private Optional<Integer> partition;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Start at this offset of --partition.")
  private Optional<Long> offset;

  @Mixin private EventTimeFlags times;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "line",
      description = "line, json or table. Default: line")
  private Format format;

  @Option(names = "--quiet", description = "Do not print records.")
  private boolean quiet;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a summary to this file as JSON.")
  private Optional<Path> report;

  @Option(
      names = "--expect-count",
      paramLabel = "N",
      description = "Exit with code 3 unless exactly this number of records arrives.")
  private Optional<Long> expectCount;

  @Option(
      names = "--expect-file",
      paramLabel = "FILE",
      description =
          "Exit with code 3 unless each call of this file, or of standard input with -, (JSON array, NDJSON or CSV, also in gzip or zip) arrives once and unchanged, and nothing else arrives.")
  private Optional<Path> expectFile;

  @Option(
      names = "--max-listed",
      paramLabel = "N",
      defaultValue = "10",
      description = "The number of differences of each kind to list. Default: 10")
  private int maxListed;

  @Option(names = "--no-check-ids", description = "Do not check for ids that appear twice.")
  private boolean noCheckIds;

  @Option(
      names = "--broker-timeout-ms",
      paramLabel = "MS",
      defaultValue = "60000",
      description =
          "How long to wait for a broker, at the start and after the connection is lost. Default: 60000")
  private long brokerTimeoutMillis;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Serve Prometheus metrics at /metrics on this port, for this machine only. 0 selects a free port.")
  private Integer metricsPort;

  @Mixin private ClientFlags clientFlags;

  ConsumerCommand(PrintStream out, PrintStream err, ConsumerClients clients) {
    this.out = out;
    this.err = err;
    this.clients = clients;
  }

  @Override
  public Integer call() {
    ConsumerOptions options = Program.options(this::toOptions);
    Properties properties = Program.options(() -> ConsumerProperties.of(options, clientFlags));
    StatusLines status = new StatusLines(err);
    ClientProperties.unknown(properties.stringPropertyNames(), ConsumerConfig.configNames())
        .forEach(status::note);
    clientFlags.check(properties, status);
    return new ConsumerRun(options, properties, out, status).run(clients, metricsPort);
  }

  private ConsumerOptions toOptions() {
    MetricsServer.checkPort(metricsPort);
    return new ConsumerOptions(
        topic,
        times.range(),
        new ConsumerOptions.Start(fromBeginning, group, partition, offset),
        new ConsumerOptions.End(untilEnd, maxMessages, timeoutMillis.map(Duration::ofMillis)),
        new ConsumerOptions.Expected(expectCount, expectFile, !noCheckIds),
        new ConsumerOptions.Shown(format, quiet, report, maxListed),
        Duration.ofMillis(brokerTimeoutMillis));
  }
}
