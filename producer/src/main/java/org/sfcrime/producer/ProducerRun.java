package org.sfcrime.producer;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.producer.send.CallSender;

/** One run, from opening the input to the summary; the summary counts all sent calls. */
final class ProducerRun {
  private static final Duration CLOSE_AFTER_FAILURE = Duration.ofSeconds(4);
  private static final Duration CLOSE_AFTER_INTERRUPTION = Duration.ofSeconds(10);

  private final ProducerOptions options;
  private final StopSignal stop;
  private final PrintStream err;
  private final long startNanos = System.nanoTime();

  ProducerRun(ProducerOptions options, StopSignal stop, PrintStream err) {
    this.options = options;
    this.stop = stop;
    // The interrupt ends a read from a silent pipe and a send to a full buffer.
    stop.onRequest(Thread.currentThread()::interrupt);
    this.err = err;
  }

  /**
   * Publishes the input.
   *
   * @param broker used after the input is opened, so that a wrong file creates no topic
   * @return the exit code
   */
  @SuppressWarnings("try") // the server is only opened and closed
  int run(KafkaClients broker) {
    boolean readTwice = options.order() == ProducerOptions.Order.EVENT_TIME;
    try (CallFile input = CallFile.open(options.file(), readTwice)) {
      ReplayPosition.Job job = job(input, broker.topics(options));
      err.printf(
          "Publishing %s (%s) to %s at %s, in %s order.%n",
          options.file(),
          input.format(),
          options.topic(),
          options.bootstrapServers(),
          options.order());
      try (StartedRun started = StartedRun.of(options, job, broker, err)) {
        CallSender sender =
            new CallSender(
                started.output(),
                options.topic(),
                options.rejectedTopic(),
                options.file(),
                started.start().job().limits());
        Replay replay = new Replay(options, input, sender, started.start(), stop, err);
        ProducerMetrics metrics = new ProducerMetrics(sender, replay.rejections());
        try (HTTPServer server =
            MetricsServer.start(options.metricsPort(), metrics.registry(), new StatusLines(err))) {
          return publish(replay, input, sender);
        }
      }
    } catch (CommandException e) {
      return fail(e.getMessage());
    } catch (ClosedByInterruptException e) {
      fail("interrupted before anything was sent.");
      return ExitCode.INTERRUPTED;
    } catch (IOException e) {
      return fail(options.file() + " cannot be read: " + e.getMessage());
    } catch (InterruptException e) {
      fail("interrupted before anything was sent.");
      return ExitCode.INTERRUPTED;
    } catch (KafkaException e) {
      return fail("The Kafka client failed: " + e.getMessage());
    }
  }

  private int publish(Replay replay, CallFile input, CallSender sender) throws IOException {
    String failure = publishAndFlush(replay, sender);
    stop.clearAction();
    boolean interrupted = stop.isRequested();
    if (interrupted) {
      Thread.interrupted(); // flushing must not be interrupted
      failure = stop(failure, sender);
    }
    if (failure == null && !interrupted) {
      failure = damage(input, sender);
    }
    sender.close(interrupted ? CLOSE_AFTER_INTERRUPTION : CLOSE_AFTER_FAILURE);
    long elapsedNanos = System.nanoTime() - startNanos;
    if (replay.warning() != null) {
      new StatusLines(err).warn(replay.warning());
    }
    if (replay.rejections().total() > 0) {
      err.println(replay.rejections().summary(replay.read()));
    }
    if (failure != null) {
      fail(failure);
    }
    if (options.report() != null) {
      report(replay, sender, elapsedNanos, interrupted).write(options.report());
    }
    err.println(sender.statistics().summary());
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return failure == null ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Returns the failure, or null. */
  private String publishAndFlush(Replay replay, CallSender sender) {
    String failure = null;
    try {
      replay.run();
    } catch (CommandException e) {
      failure = e.getMessage();
    } catch (IOException | InterruptException e) {
      failure = stop.isRequested() ? null : options.file() + ": " + e.getMessage();
    }
    if (!stop.isRequested() && !sender.hasFailed()) {
      try {
        sender.finish(failure == null && replay.isComplete());
      } catch (CommandException e) {
        failure = e.getMessage();
      } catch (InterruptException e) {
        failure = stop.isRequested() ? failure : e.getMessage();
      }
    }
    return failure;
  }

  /** Stops sending; returns the first failure, or null. */
  private static String stop(String failure, CallSender sender) {
    try {
      sender.stop(CLOSE_AFTER_INTERRUPTION);
      return failure;
    } catch (CommandException e) {
      return failure == null ? e.getMessage() : failure;
    }
  }

  private ReplayPosition.Job job(CallFile input, KafkaClients.TopicFacts facts) throws IOException {
    return new ReplayPosition.Job(
        options.topic(),
        facts.topicId(),
        options.rejectedTopic(),
        options.order().toString(),
        input.fingerprint(),
        System.currentTimeMillis(),
        facts.limits().call(),
        facts.limits().rejected());
  }

  private String damage(CallFile input, CallSender sender) {
    String damage = input.damage();
    return damage == null
        ? null
        : String.format(
            "%s: %s; the %,d calls before that are published.",
            options.file(), damage, sender.statistics().acknowledged());
  }

  private ProducerReport report(
      Replay replay, CallSender sender, long elapsedNanos, boolean interrupted) {
    long published = sender.published();
    return new ProducerReport(
        "producer",
        options.topic(),
        options.file(),
        replay.read(),
        published,
        replay.rejections().total(),
        replay.rejections().byReasonCode(),
        TimeUnit.NANOSECONDS.toMillis(elapsedNanos),
        published * 1e9 / elapsedNanos,
        options.order().toString(),
        interrupted,
        replay.resumedAfter());
  }

  private int fail(String message) {
    err.println("producer: " + message);
    return ExitCode.FAILED;
  }
}
