package org.sfcrime.cityfeed;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.Durations;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code bin/city-feed}. */
@Command(
    name = "bin/city-feed",
    description = {
      "Shows generated calls as the city's live feed (gnap-fj3t) shows real ones: the last 48 hours,"
          + " open and closed, with revisions and reopened calls. Serves a SODA endpoint on this"
          + " machine until it is stopped, and prints its address.",
      "The same options show the same rows."
    })
public final class CityFeed implements Callable<Integer> {
  private static final ZoneId SAN_FRANCISCO = ZoneId.of("America/Los_Angeles");

  /** The days before the start that the feed shows, and the day of the start itself. */
  private static final int DAYS_BEFORE = 3;

  private final PrintStream out;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the server; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description =
          "Time at which the feed starts, as 2018-11-20T08:00 (default: now in San Francisco).")
  private LocalDateTime start;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "The feed's time passes X times as fast (default: ${DEFAULT-VALUE}).")
  private double speed = 1;

  @Option(
      names = "--refresh",
      paramLabel = "INTERVAL",
      description = "The feed's time between two refreshes (default: ${DEFAULT-VALUE}).")
  private String refresh = "10 minutes";

  @Option(
      names = "--refresh-by-poll",
      description = "Refresh at the start of each poll, however fast the polls come.")
  private boolean refreshByPoll;

  @Option(
      names = "--calls-per-day",
      paramLabel = "N",
      description = "Generated calls a day (default: ${DEFAULT-VALUE}).")
  private int callsPerDay = 2_200;

  @Option(
      names = "--days",
      paramLabel = "D",
      description = "Days for which calls are generated (default: ${DEFAULT-VALUE}).")
  private int days = 7;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 2018;

  @Option(
      names = "--faults",
      paramLabel = "PERCENT",
      description =
          "Share of the requests that meet a fault: status 429 (also several times in a row), 202 or"
              + " 503, an error object, a body cut in each of its kilobytes in turn, an hour without"
              + " answers, rows shown twice, a change between two pages"
              + " (default: ${DEFAULT-VALUE}).")
  private int faultPercent;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "Append the id and the revision of every row served, and the faults, as JSON lines.")
  private Path log;

  private CityFeed(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CityFeedOptions options = Program.options(this::options);
    List<ObjectNode> calls = calls(options);
    long startNanos = System.nanoTime();
    FeedServer.Refreshes refreshes =
        options.refreshByPoll()
            ? poll -> poll
            : poll ->
                (int)
                    ((System.nanoTime() - startNanos)
                        * options.speed()
                        / options.refresh().toNanos());
    try (StopSignal stop = new StopSignal();
        FeedServer server =
            new FeedServer(
                options.port(),
                new FeedTable(calls, options.seed()),
                number -> options.start().plus(options.refresh().multipliedBy(number)),
                refreshes,
                new FeedFaults(options.faultPercent(), options.seed()),
                new ServedRows(options.log()))) {
      stop.onSignal(Duration.ofSeconds(5));
      out.println(server.address());
      out.flush();
      while (!stop.await(Duration.ofHours(1))) {
        // Only a signal ends the feed.
      }
      return ExitCode.INTERRUPTED;
    }
  }

  private CityFeedOptions options() {
    return new CityFeedOptions(
        port,
        start == null ? LocalDateTime.now(SAN_FRANCISCO).withSecond(0).withNano(0) : start,
        speed,
        Durations.parse(refresh),
        refreshByPoll,
        callsPerDay,
        days,
        seed,
        faultPercent,
        log);
  }

  /** Runs bin/generate-calls. */
  private static List<ObjectNode> calls(CityFeedOptions options)
      throws IOException, InterruptedException {
    String home = System.getenv("SFCRIME_HOME");
    if (home == null) {
      throw new CommandException("start the feed with bin/city-feed, which sets SFCRIME_HOME");
    }
    int generated = options.days() + DAYS_BEFORE;
    List<String> command =
        List.of(
            Path.of(home, "bin", "generate-calls").toString(),
            "--layout=dispatched-calls",
            "--format=ndjson",
            "--order=event-time",
            "--calls=" + (long) generated * options.callsPerDay(),
            "--days=" + generated,
            "--end-date=" + options.start().toLocalDate().plusDays(options.days()),
            "--seed=" + options.seed());
    Process generator =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<ObjectNode> calls = new ArrayList<>();
    try (MappingIterator<ObjectNode> lines =
        new ObjectMapper().readerFor(ObjectNode.class).readValues(generator.getInputStream())) {
      lines.forEachRemaining(calls::add);
    }
    if (generator.waitFor() != 0) {
      throw new CommandException("bin/generate-calls failed, see above");
    }
    return calls;
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    return Program.run(new CityFeed(out), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
