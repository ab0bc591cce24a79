package org.sfcrime.consumer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sfcrime.commandline.ClientFlags;
import org.sfcrime.commandline.ClientProperties;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.format.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "bin/consumer",
    description =
        "Shows San Francisco's police calls for service as they arrive, and proves that they all do.",
    footer = {
      "",
      "Without --from-beginning, --offset or --group reading starts at the end of the topic, and without an option that ends"
          + " it, it goes on until a signal; with --expect-... until as many records as expected have arrived.",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 an expectation did not hold, 130 and 143 on signals."
    })
final class ConsumerCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;
  private final Function<Properties, Consumer<byte[], byte[]>> client;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.v1",
      description = "The topic to read. Default: ${DEFAULT-VALUE}")
  private String topic;

  @Option(
      names = "--from-beginning",
      description = "Start at the first record. With --group only where nothing is committed.")
  private boolean fromBeginning;

  @Option(names = "--until-end", description = "End at the end offsets seen at the start.")
  private boolean untilEnd;

  @Option(names = "--max-messages", paramLabel = "N", description = "End after so many records.")
  private Long maxMessages;

  @Option(
      names = "--timeout-ms",
      paramLabel = "MS",
      description = "End when no record arrived for so many milliseconds.")
  private Long timeoutMillis;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Join this consumer group; what was read is committed at the end.")
  private String group;

  @Option(names = "--partition", paramLabel = "N", description = "Read this partition only.")
  private Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Start at this offset of --partition.")
  private Long offset;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "line",
      description = "line, json or table. Default: line")
  private Format format;

  @Option(names = "--quiet", description = "Show no records.")
  private boolean quiet;

  @Option(names = "--report", paramLabel = "FILE", description = "Write what was found as JSON.")
  private Path report;

  @Option(
      names = "--expect-count",
      paramLabel = "N",
      description = "Exit 3 unless exactly so many records arrived.")
  private Long expectCount;

  @Option(
      names = "--expect-file",
      paramLabel = "FILE",
      description =
          "Exit 3 unless the calls of this file (JSON array, NDJSON or CSV, also gzipped) arrived once, unchanged, and nothing else.")
  private Path expectFile;

  @Option(
      names = "--max-listed",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many differences of each kind to list. Default: 10")
  private int maxListed;

  @Option(names = "--no-check-ids", description = "Do not look for ids that are seen twice.")
  private boolean noCheckIds;

  @Option(
      names = "--broker-timeout-ms",
      paramLabel = "MS",
      defaultValue = "60000",
      description =
          "How long to wait for a broker, at the start and when it has gone. Default: 60000")
  private long brokerTimeoutMillis;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Serve metrics for Prometheus on /metrics of this port, to this machine only; 0: any that is free.")
  private Integer metricsPort;

  @Mixin private ClientFlags clientFlags;

  ConsumerCommand(
      PrintStream out, PrintStream err, Function<Properties, Consumer<byte[], byte[]>> client) {
    this.out = out;
    this.err = err;
    this.client = client;
  }

  @Override
  public Integer call() {
    ConsumerOptions options = Program.options(this::toOptions);
    Properties properties = Program.options(() -> ConsumerProperties.of(options, clientFlags));
    StatusLines status = new StatusLines(err);
    ClientProperties.unknown(properties.stringPropertyNames(), ConsumerConfig.configNames())
        .forEach(status::note);
    return new ConsumerRun(options, properties, out, status).run(client, metricsPort);
  }

  private ConsumerOptions toOptions() {
    MetricsServer.checkPort(metricsPort);
    return new ConsumerOptions(
        topic,
        new ConsumerOptions.Start(
            fromBeginning,
            Optional.ofNullable(group),
            partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
            optional(offset)),
        new ConsumerOptions.End(
            untilEnd,
            optional(maxMessages),
            Optional.ofNullable(timeoutMillis).map(Duration::ofMillis)),
        new ConsumerOptions.Expected(
            optional(expectCount), Optional.ofNullable(expectFile), !noCheckIds),
        new ConsumerOptions.Shown(format, quiet, Optional.ofNullable(report), maxListed),
        Duration.ofMillis(brokerTimeoutMillis));
  }

  private static OptionalLong optional(Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
