package org.sfcrime.consumer;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callrecord.MessageLimit;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.commandline.Terminal;
import org.sfcrime.commandline.client.Refusal;
import org.sfcrime.consumer.format.RecordPrinter;
import org.sfcrime.consumer.verify.CallTable;
import org.sfcrime.consumer.verify.ExpectedCalls;
import org.sfcrime.consumer.verify.Verifier;

/** One run: opens the topic, reads the expected file, reads the topic, prints the summary. */
final class ConsumerRun {
  private static final long BYTES_PER_ID = 64;
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(30);

  private final ConsumerOptions options;
  private final Properties properties;
  private final PrintStream out;
  private final StatusLines status;
  private final StopSignal stop = new StopSignal();
  private final InstantSource clock = InstantSource.system();
  private Optional<ExpectedCalls> file = Optional.empty();
  private final ConsumerMetrics metrics = new ConsumerMetrics();
  private final int terminalColumns = Terminal.columns();
  private boolean failed;
  private String damage;

  ConsumerRun(ConsumerOptions options, Properties properties, PrintStream out, StatusLines status) {
    this.options = options;
    this.properties = properties;
    this.out = out;
    this.status = status;
  }

  /**
   * Runs to the end and returns the exit code.
   *
   * @param metricsPort 0 for any free port; null for no metrics
   * @throws CommandException if the run fails
   */
  @SuppressWarnings("try") // the server is only opened and closed
  int run(ConsumerClients clients, Integer metricsPort) {
    options.expected().file().ifPresent(ExpectedCalls::checkReadable);
    try (HTTPServer server = MetricsServer.start(metricsPort, metrics::registry, status);
        stop) {
      Consumer<byte[], byte[]> consumer = clients.consumer().apply(properties);
      stop.onRequest(consumer::wakeup);
      stop.onSignal(TIME_TO_STOP);
      return read(clients, consumer);
    } catch (TimeoutException e) {
      String message =
          "no broker answers at %s (waited %d ms): start one, for example with bin/kafka start, or"
              + " choose another with --bootstrap-server";
      throw new CommandException(
          message.formatted(bootstrapServer(), options.brokerTimeout().toMillis()), e);
    } catch (KafkaException e) {
      throw new CommandException(why(e) + " (bootstrap server: " + bootstrapServer() + ")", e);
    }
  }

  private String why(KafkaException failure) {
    return Refusal.text(failure, properties, "Read", options.topic());
  }

  private String bootstrapServer() {
    return properties.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  private int read(ConsumerClients clients, Consumer<byte[], byte[]> consumer) {
    try (ConsumerClients.TopicAdmin admin = clients.admin().apply(properties, options.topic());
        TopicReader reader = new TopicReader(consumer, options, status)) {
      // The topic is opened first, so that records sent while the file is read are not missed.
      boolean isOpen = open(reader);
      file = options.expected().file().map(path -> expectedCalls(path, admin));
      if (file.isPresent() && !Files.isRegularFile(file.get().file())) {
        stop.onRequest(Thread.currentThread()::interrupt); // a pipe may have nothing to read
      }
      Verifier verifier = verifier();
      stop.onRequest(consumer::wakeup);
      Thread.interrupted(); // the stop is known
      ReadingLoop loop =
          new ReadingLoop(reader, admin::id, options, new RunClock(stop), status, verifier);
      RecordPrinter output =
          new RecordPrinter(
              out,
              options.shown().quiet()
                  ? null
                  : options.shown().format().recordFormat(terminalColumns));
      loop.updateMetrics(() -> metrics.update(loop.throughput(), reader.lag(), verifier));
      EndReason end = loop.process(isOpen, output);
      finish(reader);
      if (!options.range().isAll()) {
        status.say("%s: %,d other records are left out", options.range(), loop.leftOut());
      }
      return sumUp(new Result(options, end, loop.throughput(), reader.progress(), verifier));
    }
  }

  /** Opens the topic and waits for a broker, which may still be starting. */
  private boolean open(TopicReader reader) {
    long startNanos = System.nanoTime();
    for (boolean said = false; ; said = true) {
      try {
        return reader.open();
      } catch (WakeupException e) {
        return false; // After a signal, the reading loop ends at once.
      } catch (TimeoutException e) {
        if (System.nanoTime() - startNanos >= options.brokerTimeout().toNanos()) {
          throw e;
        }
        if (!said) {
          status.say(
              "no broker answers at %s yet: waiting for up to %d ms (--broker-timeout-ms)",
              bootstrapServer(), options.brokerTimeout().toMillis());
        }
      }
    }
  }

  private ExpectedCalls expectedCalls(Path path, ConsumerClients.TopicAdmin admin) {
    return new ExpectedCalls(
        path,
        options.range(),
        clock,
        MessageLimit.contentBytes(admin.maxMessageBytes()),
        stop::isRequested);
  }

  private Verifier verifier() {
    boolean compares = file.isPresent();
    CallTable table = null;
    if (compares || options.expected().checkIds()) {
      // The limit of the table: a run that follows a topic must not fill the memory with ids.
      table = new CallTable(Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_ID);
    }
    Verifier verifier = new Verifier(table, clock, compares, options.shown().maxListed());
    file.ifPresent(expected -> expect(expected, verifier));
    return verifier;
  }

  private void expect(ExpectedCalls expected, Verifier verifier) {
    ExpectedCalls.Contents contents = verifier.expect(expected, Runtime.getRuntime().maxMemory());
    contents.messages(expected.file()).forEach(status::say);
    damage = contents.damage();
    if (contents.accepted() == 0 && !stop.isRequested()) {
      throw new CommandException(
          "--expect-file: "
              + CallFile.noAcceptedCall(
                  expected.file().toString(), options.range(), contents.firstReason()));
    }
  }

  /** Commits and requests the end offsets. Without a broker, the summary is still printed. */
  private void finish(TopicReader reader) {
    try {
      request(reader::commit);
    } catch (KafkaException e) {
      status.warn("the offsets could not be committed: %s", why(e));
      failed = true;
    }
    try {
      request(reader::storeEndOffsets);
    } catch (TimeoutException e) {
      status.say("the end offsets are not known: no broker answers");
    }
  }

  /** Runs a request, a second time if the wakeup of the signal that ended the loop was pending. */
  private static void request(Runnable request) {
    try {
      request.run();
    } catch (WakeupException e) {
      request.run();
    }
  }

  private int sumUp(Result result) {
    file.ifPresent(result.verifier()::listMissing);
    ConsumerSummary.print(result, terminalColumns, status);
    options.shown().report().ifPresent(path -> ConsumerReport.write(path, result));
    if (failed) {
      return ExitCode.FAILED;
    }
    result.shortfall().ifPresent(reason -> status.say("fell short: %s", reason));
    if (damage == null || result.exitCode() != ExitCode.DONE) {
      return result.exitCode();
    }
    status.say("the calls after the damage of the file cannot be verified: %s", damage);
    return ExitCode.FAILED;
  }
}
