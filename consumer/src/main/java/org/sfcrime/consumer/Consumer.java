package org.sfcrime.consumer;

import java.io.PrintStream;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine;

/** Shows the calls of a topic as they arrive and proves that all of a file's calls did. */
public final class Consumer {
  private Consumer() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, out, err, KafkaConsumer<byte[], byte[]>::new);
  }

  /** Runs with the Kafka client that a function makes of its properties. */
  static int run(
      String[] args,
      PrintStream out,
      PrintStream err,
      Function<Properties, org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> client) {
    CommandLine commandLine = new CommandLine(new ConsumerCommand(out, err, client));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    commandLine.setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
    commandLine.setParameterExceptionHandler(
        (e, arguments) -> {
          new StatusLines(err).say("consumer: " + e.getMessage() + " (try --help)");
          return ExitCode.USAGE;
        });
    return commandLine.execute(args);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
