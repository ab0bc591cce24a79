package org.sfcrime.producer;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.commandline.Color;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.producer.send.CallSender;

/** One run, from opening the input to the summary; the summary counts all sent calls. */
final class ProducerRun {
  /** With {@link #TIME_TO_CLOSE}, a stop takes less than 15 s also if the broker hangs. */
  private static final Duration TIME_TO_COMMIT = Duration.ofSeconds(8);

  private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(4);

  /** A part of the run. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final ProducerOptions options;
  private final StopSignal stop;
  private final PrintStream err;
  private final StatusLines status;
  private final long startNanos = System.nanoTime();

  ProducerRun(ProducerOptions options, StopSignal stop, PrintStream err) {
    this.options = options;
    this.stop = stop;
    // The interrupt ends a read from a silent pipe and a send to a full buffer.
    stop.onRequest(Thread.currentThread()::interrupt);
    this.err = err;
    this.status = new StatusLines(err);
  }

  /**
   * Publishes the input.
   *
   * @param broker used after the input is opened, so that a wrong file creates no topic
   * @return the exit code
   * @throws CommandException if the run fails before it sends a record
   */
  @SuppressWarnings("try") // the server is only opened and closed
  int run(KafkaClients broker) {
    boolean readTwice = options.order() == ProducerOptions.Order.EVENT_TIME;
    try (CallFile input = CallFile.open(options.file(), readTwice)) {
      ReplayPosition.Job job = job(input, broker.topics(options));
      status.say(
          "Publishing %s (%s) to %s at %s, in %s order.",
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
                source(job),
                started.start().job().limits());
        // A run that is killed before its first call must not keep the position of an earlier run.
        sender.finish(false);
        Replay replay = new Replay(options, input, sender, started.start(), stop, err);
        try (HTTPServer server =
            MetricsServer.start(
                options.metricsPort(),
                () -> new ProducerMetrics(sender, replay.rejections()).registry(),
                status)) {
          return publish(replay, input, sender);
        }
      }
    } catch (ClosedByInterruptException | InterruptException e) {
      err.println("producer: interrupted before anything was sent.");
      return ExitCode.INTERRUPTED;
    } catch (IOException e) {
      throw new CommandException(options.file() + " cannot be read: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new CommandException(options.clientFailure(e), e);
    }
  }

  private int publish(Replay replay, CallFile input, CallSender sender) throws IOException {
    String failure = attempt(replay::run, null);
    if (!stop.isRequested()) {
      boolean ended = failure == null && replay.isComplete();
      failure = attempt(() -> sender.finish(ended), failure);
    }
    stop.clearAction();
    boolean interrupted = stop.isRequested();
    if (interrupted) {
      Thread.interrupted(); // flushing must not be interrupted
      failure = attempt(() -> sender.stop(TIME_TO_COMMIT), failure);
    } else {
      failure = failure == null ? damage(input, sender) : failure;
      failure = failure == null ? nothingAccepted(replay, sender) : failure;
      sender.close(TIME_TO_CLOSE);
    }
    long elapsedNanos = System.nanoTime() - startNanos;
    if (replay.warning() != null) {
      status.warn(replay.warning());
    }
    if (replay.rejections().total() > 0) {
      err.println(replay.rejections().summary(replay.read()));
    }
    if (options.report() != null) {
      ProducerReport report = report(replay, sender, elapsedNanos, interrupted);
      failure = attempt(() -> report.write(options.report()), failure);
    }
    if (failure != null) {
      status.say(Color.BAD, "producer: " + failure);
    }
    err.println(sender.statistics().summary());
    // After an interruption the client is closed last: its close waits for a broker that hangs.
    sender.close(TIME_TO_CLOSE);
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return failure == null ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Runs a step and returns the first failure, or null; an interruption is no failure. */
  private String attempt(Step step, String earlierFailure) {
    String failure = null;
    try {
      step.run();
    } catch (CommandException e) {
      failure = e.getMessage();
    } catch (IOException | InterruptException e) {
      failure = stop.isRequested() ? null : options.file() + ": " + e.getMessage();
    }
    return earlierFailure == null ? failure : earlierFailure;
  }

  private ReplayPosition.Job job(CallFile input, KafkaClients.TopicFacts facts) throws IOException {
    return new ReplayPosition.Job(
        options.topic(),
        facts.topicId(),
        options.rejectedTopic(),
        facts.rejectedTopicId(),
        (options.order() + " " + options.range()).strip(),
        input.fingerprint(),
        System.currentTimeMillis(),
        facts.limits().call(),
        facts.limits().rejected());
  }

  private CallSender.Source source(ReplayPosition.Job job) {
    String id = job.fingerprint() == null ? UUID.randomUUID().toString() : job.fingerprint();
    return new CallSender.Source(options.file(), id);
  }

  private String damage(CallFile input, CallSender sender) {
    String damage = input.damage();
    return damage == null
        ? null
        : String.format(
            "%s: %s; the %,d calls before that are published.",
            options.file(), damage, sender.statistics().acknowledged());
  }

  /** Returns that the job has not published a call, or null. */
  private String nothingAccepted(Replay replay, CallSender sender) {
    boolean isNone = replay.callsBefore() + sender.statistics().acknowledged() == 0;
    return isNone
        ? CallFile.noAcceptedCall(options.file(), options.range(), replay.firstRejection())
        : null;
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
        options.job().resume() ? (Long) replay.callsBefore() : null);
  }
}
