package org.sfcrime.producer;

import java.io.PrintStream;
import java.time.Duration;
import picocli.CommandLine;

/** Publishes the calls of a file to a Kafka topic. */
public final class Producer {
  private static final int USAGE = 2;
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);

  private Producer() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    ProducerCommand command = new ProducerCommand();
    CommandLine commandLine = new CommandLine(command);
    ProducerOptions options;
    try {
      commandLine.parseArgs(args);
      if (command.isHelpRequested()) {
        commandLine.usage(out);
        return ProducerRun.DONE;
      }
      options = command.toOptions();
    } catch (CommandLine.ParameterException | IllegalArgumentException e) {
      err.println("producer: " + e.getMessage() + " (--help lists the options)");
      return USAGE;
    }
    for (String property : ClientProperties.unknown(options.clientProperties())) {
      err.println("Note: the Kafka client does not know the property " + property + ".");
    }
    StopSignal interruption = new StopSignal();
    interruption.onSignal(TIME_TO_STOP);
    try {
      return new ProducerRun(options, interruption, err).run(new RealKafkaClients(err));
    } finally {
      interruption.end();
    }
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
