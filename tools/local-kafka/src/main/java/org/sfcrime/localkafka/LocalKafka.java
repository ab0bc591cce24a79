package org.sfcrime.localkafka;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program {@code bin/kafka}. */
@Command(
    name = "bin/kafka",
    synopsisSubcommandLabel = "start|stop|status|renew|run",
    description =
        "Starts, stops and checks one Kafka broker on 127.0.0.1, with its data in a directory.",
    footer = {
      "",
      "Exit codes: 0 done, status: running; 1 failed, status: not running; 2 wrong usage;",
      "  130 and 143 on signals, with which start also stops the broker that is starting.",
      "KAFKA_HEAP_OPTS sets the broker's heap (default " + BrokerProcess.DEFAULT_HEAP + ").",
      "The log is broker.log in the directory; the previous start's log is broker.log.1."
    })
public final class LocalKafka {
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private final PrintStream out;
  private final PrintStream err;
  private final StopSignal stop;

  private LocalKafka(PrintStream out, PrintStream err, StopSignal stop) {
    this.out = out;
    this.err = err;
    this.stop = stop;
  }

  static int run(String[] args, PrintStream out, PrintStream err, StopSignal stop) {
    return Program.run(new LocalKafka(out, err, stop), args, out, err);
  }

  @Command(description = "Starts the broker in the background and returns when it answers.")
  int start(@Mixin BrokerOptions flags) throws IOException, InterruptedException {
    BrokerOptions options = flags.checked();
    BrokerDirectory directory = new BrokerDirectory(options.directory());
    directory.requireFor(options.isSecure());
    RunningBroker broker = directory.runningBroker().orElse(null);
    String how = "already running";
    if (broker == null) {
      try (stop) {
        stop.onSignal(TIME_TO_STOP);
        broker = BrokerProcess.start(options, directory, stop);
        if (broker == null) {
          // Before the stop signal is closed: the JVM exits then.
          new StatusLines(err).say("kafka: stopped, together with the broker that was starting");
          return ExitCode.INTERRUPTED;
        }
      }
      how = "started";
    } else if (broker.port() != options.port()) {
      throw new CommandException(
          "the broker of %s already runs at %s, not on port %d; use --port %d, or stop it first"
              .formatted(directory.path(), broker.address(), options.port(), broker.port()));
    } else {
      BrokerProcess.awaitAnswer(broker);
    }
    out.println(how + " " + describe(broker, directory));
    if (options.isSecure()) {
      out.printf("logins for --command-config: %s/*.properties%n", directory.security().path());
    }
    return 0;
  }

  @Command(description = "Stops the broker and keeps its data.")
  int stop(@Mixin DirectoryFlag flag) {
    BrokerDirectory directory = new BrokerDirectory(flag.directory());
    RunningBroker broker = directory.runningBroker().orElse(null);
    if (broker == null) {
      out.println("not running in " + directory.path());
      return 0;
    }
    broker.stop();
    out.println("stopped " + describe(broker, directory));
    return 0;
  }

  @Command(description = "Reports whether the broker answers: exit code 0 if it does, 1 if not.")
  int status(@Mixin DirectoryFlag flag) {
    BrokerDirectory directory = new BrokerDirectory(flag.directory());
    RunningBroker broker = directory.runningBroker().orElse(null);
    if (broker == null) {
      out.println("not running in " + directory.path());
      return 1;
    }
    boolean answers = broker.answers();
    out.println((answers ? "running " : "not answering ") + describe(broker, directory));
    return answers ? 0 : 1;
  }

  @Command(
      description = "Gives a running broker of start --secure a new certificate, without a pause.")
  int renew(@Mixin DirectoryFlag flag) throws IOException, InterruptedException {
    BrokerDirectory directory = new BrokerDirectory(flag.directory());
    RunningBroker broker = directory.runningBroker().orElse(null);
    if (broker == null || !directory.security().exists()) {
      throw new CommandException(
          "no broker of start --secure runs in %s: each start makes a new certificate"
              .formatted(directory.path()));
    }
    directory.security().makeCertificate();
    try (Admin admin = broker.admin()) {
      directory.security().loadCertificate(admin);
    }
    out.println("renewed the certificate of the broker " + describe(broker, directory));
    return 0;
  }

  @Command(description = "Runs the broker in the foreground until a signal stops it.")
  int run(@Mixin BrokerOptions flags) throws InterruptedException {
    return BrokerMain.run(flags.checked());
  }

  private static String describe(RunningBroker broker, BrokerDirectory directory) {
    return "at %s (pid %d, directory %s)"
        .formatted(broker.address(), broker.pid(), directory.path());
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err, new StopSignal()));
  }
}
