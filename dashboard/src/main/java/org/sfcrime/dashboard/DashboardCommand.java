package org.sfcrime.dashboard;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sfcrime.commandline.ClientFlags;
import org.sfcrime.commandline.ClientProperties;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.dashboard.counts.CrimeTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "bin/dashboard",
    description =
        "Serves a page that shows San Francisco's crime counts and follows them: it reads the counts topic, which the job"
            + " writes with --sink kafka, from its beginning, and whatever comes.",
    footer = {
      "",
      "It only reads, is in no consumer group and keeps nothing: each start builds the page anew.",
      "Exit codes: 1 failed, 2 usage, 130 and 143 on signals."
    })
final class DashboardCommand implements Callable<Integer> {
  private final PrintStream err;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The page's port; 0 takes a free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to bind. Who reaches it can see every count: there are no passwords. Default: ${DEFAULT-VALUE}")
  private String host;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description =
          "A further name under which browsers may ask for the page; may be given several times.")
  private Set<String> hostNames = Set.of();

  @Option(
      names = "--counts-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.crimecounts.v1",
      description = "The counts. Default: ${DEFAULT-VALUE}")
  private String topic;

  @Option(
      names = "--progress",
      paramLabel = "FILE",
      description = "What the job writes with --progress-json, for the pipeline's health.")
  private Path progress;

  @Option(
      names = "--crime-types",
      paramLabel = "FILE",
      description =
          "The names and categories of crime types, as CSV. Default: data/crime-types.csv where the program stands")
  private Path crimeTypes;

  @Mixin private ClientFlags clientFlags;

  DashboardCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DashboardOptions options =
        Program.options(
            () ->
                new DashboardOptions(host, port, hostNames, topic, Optional.ofNullable(progress)));
    Properties client = Program.options(() -> DashboardProperties.of(clientFlags));
    StatusLines status = new StatusLines(err);
    ClientProperties.unknown(client.stringPropertyNames(), ConsumerConfig.configNames())
        .forEach(status::note);
    CrimeTypes types = Program.options(() -> CrimeTypes.readOrUsual(crimeTypes));
    return new DashboardRun(options, types, status).run(client);
  }
}
