package org.sfcrime.dashboard;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.dashboard.counts.CrimeTypeNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a page that follows the counts topic. */
@Command(
    name = "bin/dashboard",
    description =
        "Serves a page that shows San Francisco's crime counts and updates them. The program reads the counts topic, which the job writes with --sink kafka, from its beginning and then follows the topic.",
    footer = {
      "",
      "The program only reads, joins no consumer group and stores nothing: each start reads the topic again.",
      "Exit codes: 1 failed, 2 wrong usage, 130 and 143 on signals."
    })
public final class Dashboard implements Callable<Integer> {
  private final PrintStream err;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port of the page; 0 selects a free port. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to bind to. Everyone who can reach the address can see all counts, because there are no passwords. Default: ${DEFAULT-VALUE}")
  private String host;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description =
          "An additional host name or address that browsers may use for the page, on any port. Can be given several times.")
  private Set<String> hostNames = Set.of();

  @Option(
      names = "--counts-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.crimecounts.v1",
      description = "The topic of the counts. Default: ${DEFAULT-VALUE}")
  private String topic;

  @Option(
      names = "--progress",
      paramLabel = "FILE",
      description =
          "The file that the job writes with --progress-json. The page shows the health of the pipeline from it.")
  private Path progress;

  @Option(
      names = "--crime-types",
      paramLabel = "FILE",
      description =
          "A CSV file with the names and categories of crime types. Default: data/crime-types.csv of the project")
  private Path crimeTypes;

  @Mixin private TlsFlags tlsFlags;

  @Mixin private ClientFlags clientFlags;

  private Dashboard(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StatusLines status = new StatusLines(err);
    DashboardOptions options =
        Program.options(
            () ->
                new DashboardOptions(
                    host,
                    port,
                    hostNames,
                    topic,
                    Optional.ofNullable(progress),
                    tlsFlags.read(status)));
    Properties client = Program.options(() -> DashboardProperties.of(clientFlags));
    ClientProperties.unknown(client.stringPropertyNames(), ConsumerConfig.configNames())
        .forEach(status::note);
    clientFlags.check(client, status);
    CrimeTypeNames types = Program.options(() -> CrimeTypeNames.read(crimeTypes));
    return new DashboardRun(options, types, status).run(client);
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    return Program.run(new Dashboard(err), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
