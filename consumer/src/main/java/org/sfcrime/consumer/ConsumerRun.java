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
import org.sfcrime.callrecord.MessageLimit;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.consumer.format.RecordOutput;
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
  private boolean failed;

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
    try (HTTPServer server = MetricsServer.start(metricsPort, metrics.registry(), status)) {
      return run(clients);
    }
  }

  private int run(ConsumerClients clients) {
    file =
        options
            .expected()
            .file()
            .map(
                path ->
                    new ExpectedCalls(path, clock, () -> maxCallBytes(clients), stop::isRequested));
    options.expected().file().ifPresent(ConsumerRun::checkReadable);
    try (stop) {
      Consumer<byte[], byte[]> consumer = clients.consumer(properties);
      stop.onRequest(consumer::wakeup);
      stop.onSignal(TIME_TO_STOP);
      return read(consumer);
    } catch (TimeoutException e) {
      throw new CommandException(noAnswer(), e);
    } catch (KafkaException e) {
      throw new CommandException(
          ExceptionText.of(e) + " (bootstrap server: " + bootstrapServer() + ")", e);
    }
  }

  private String noAnswer() {
    return String.format(
        "no broker answers at %s (waited %d ms): start one, for instance with bin/kafka start, or"
            + " name another with --bootstrap-server",
        bootstrapServer(), options.brokerTimeout().toMillis());
  }

  private String bootstrapServer() {
    return properties.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  private static void checkReadable(Path path) {
    if (!Files.isReadable(path)) {
      throw new CommandException(
          "cannot read --expect-file " + path + ": no such file, or permission denied");
    }
  }

  private int read(Consumer<byte[], byte[]> consumer) {
    TopicReader reader = new TopicReader(consumer, options);
    try {
      // The positions come first: records sent while the file is read must not be missed.
      boolean isOpen = open(reader);
      Verifier verifier = verifier();
      long expectedRecords = expectedRecords(verifier);
      ReadingLoop loop =
          new ReadingLoop(reader, options, RunClock.system(stop), status, expectedRecords);
      RecordOutput output =
          new RecordOutput(
              out, options.shown().quiet() ? null : options.shown().format().recordFormat());
      loop.watchedBy(() -> metrics.show(loop.throughput(), reader.lag(), verifier));
      ReadingLoop.End end = loop.process(isOpen, output, verifier);
      finish(reader);
      Result result =
          new Result(
              options.topic(),
              end,
              loop.throughput(),
              reader.progress(),
              verifier,
              options.expected().count());
      return sumUp(result);
    } finally {
      reader.close();
    }
  }

  /** Opens the topic and waits for a broker, which may still be starting. */
  private boolean open(TopicReader reader) {
    long startNanos = System.nanoTime();
    boolean told = false;
    while (true) {
      try {
        return reader.open();
      } catch (WakeupException e) {
        // A signal: the loop ends at once.
        return false;
      } catch (TimeoutException e) {
        if (System.nanoTime() - startNanos >= options.brokerTimeout().toNanos()) {
          throw e;
        }
        if (!told) {
          status.say(
              "no broker answers at %s yet: waiting for up to %d ms (--broker-timeout-ms)",
              bootstrapServer(), options.brokerTimeout().toMillis());
          told = true;
        }
      }
    }
  }

  private Verifier verifier() {
    boolean compares = file.isPresent();
    CallTable table = null;
    if (compares || options.expected().checkIds()) {
      // Unexpected ids must not fill the memory when the run follows a topic for ever.
      table = new CallTable(Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_ID);
    }
    Verifier verifier = new Verifier(table, clock, compares, options.shown().maxListed());
    file.ifPresent(expected -> expect(expected, verifier));
    return verifier;
  }

  private void expect(ExpectedCalls expected, Verifier verifier) {
    ExpectedCalls.Contents contents = verifier.expect(expected);
    status.say("expecting the %,d calls of %s", contents.accepted(), expected.path());
    if (contents.rejectedCount() > 0) {
      status.say(
          "%,d records of %s are rejected and not expected: %s",
          contents.rejectedCount(), expected.path(), contents.rejections());
    }
    if (contents.accepted() == 0 && !stop.isRequested()) {
      throw new CommandException(
          "--expect-file "
              + expected.path()
              + " contains no accepted call: nothing can be verified");
    }
    if (contents.damage() != null) {
      status.say("%s ends early: %s", expected.path(), contents.damage());
    }
  }

  private long maxCallBytes(ConsumerClients clients) {
    return MessageLimit.contentBytes(clients.maxMessageBytes(properties, options.topic()));
  }

  /** Returns how many records are expected to arrive, or -1. */
  private long expectedRecords(Verifier verifier) {
    return Math.max(
        verifier.hasExpectedCalls() ? verifier.expected() : -1,
        options.expected().count().orElse(-1));
  }

  /** Commits and requests the end offsets; without a broker, the summary still follows. */
  private void finish(TopicReader reader) {
    try {
      reader.commit();
    } catch (WakeupException e) {
      // The wakeup of the signal that ended the loop was still pending. Now no wakeup is.
      reader.commit();
    } catch (KafkaException e) {
      status.warn("the offsets could not be committed: %s", ExceptionText.of(e));
      failed = true;
    }
    try {
      reader.noteEndOffsets();
    } catch (WakeupException e) {
      reader.noteEndOffsets();
    } catch (TimeoutException e) {
      status.say("the end offsets are not known: no broker answers");
    }
  }

  private int sumUp(Result result) {
    file.ifPresent(result.verifier()::nameMissing);
    // When the reader of the output is gone, only the result of an expectation is of interest.
    if (result.end() != ReadingLoop.End.OUTPUT_CLOSED || result.hasExpectations()) {
      Summary.print(result, status);
    }
    options.shown().report().ifPresent(path -> ConsumerReport.write(path, result));
    return failed ? ExitCode.FAILED : exitCode(result);
  }

  private int exitCode(Result result) {
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    boolean fellShort = false;
    if (result.end() == ReadingLoop.End.TIMED_OUT) {
      long read = result.throughput().records();
      if (read < options.end().maxMessages().orElse(0)) {
        status.say(
            "fell short: %,d of %,d records arrived before the time-out",
            read, options.end().maxMessages().getAsLong());
        fellShort = true;
      } else if (options.end().untilEnd()) {
        status.say("fell short: the time-out came before the end offsets were reached");
        fellShort = true;
      }
    }
    return fellShort || !result.expectationsHold() ? ExitCode.DIFFERENT : ExitCode.DONE;
  }
}
