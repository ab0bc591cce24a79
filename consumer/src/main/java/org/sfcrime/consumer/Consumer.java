package org.sfcrime.consumer;

import java.io.PrintStream;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.sfcrime.commandline.Program;

/** Prints the calls of a topic as they arrive, and verifies that all calls of a file arrived. */
public final class Consumer {
  private Consumer() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, out, err, KafkaConsumer<byte[], byte[]>::new);
  }

  /** Runs with the Kafka client that a function creates from its properties. */
  static int run(
      String[] args,
      PrintStream out,
      PrintStream err,
      Function<Properties, org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> client) {
    return Program.run(new ConsumerCommand(out, err, client), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
