package org.sfcrime.producer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.producer.follow.FeedFollower;
import org.sfcrime.producer.follow.FollowOptions;
import org.sfcrime.producer.follow.FollowReport;
import org.sfcrime.producer.follow.FollowStatistics;
import org.sfcrime.producer.follow.PollDisplay;
import org.sfcrime.producer.follow.PollTransaction;
import org.sfcrime.producer.follow.PublishedCalls;
import org.sfcrime.producer.follow.Waiting;
import org.sfcrime.producer.send.CallSender;
import org.sfcrime.producer.send.Rejections;

/** One run that follows a feed, from the clients to the summary. */
final class FollowRun {
  private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(4);

  private final ProducerOptions options;
  private final FollowOptions follow;
  private final StopSignal stop;
  private final PrintStream err;
  private final StatusLines status;
  private final Rejections rejections;
  private final FollowStatistics statistics = new FollowStatistics();
  private final long startNanos = System.nanoTime();

  FollowRun(ProducerOptions options, FollowOptions follow, StopSignal stop, PrintStream err) {
    this.options = options;
    this.follow = follow;
    this.stop = stop;
    // The interrupt ends a request to the feed and a send to a full buffer.
    stop.onRequest(Thread.currentThread()::interrupt);
    this.err = err;
    this.status = new StatusLines(err);
    this.rejections = new Rejections(err);
  }

  /** The clock of the machine; a stop ends a wait. */
  private record MachineTime(StopSignal stop) implements Waiting {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void waitFor(Duration time) throws InterruptedException {
      if (stop.await(time)) {
        throw new InterruptedException("stopped");
      }
    }
  }

  int run(KafkaClients broker) {
    return run(broker, new MachineTime(stop));
  }

  /**
   * Follows the feed.
   *
   * @return the exit code
   * @throws CommandException if the run fails before it polls
   */
  @SuppressWarnings("try") // the server is only opened and closed
  int run(KafkaClients broker, Waiting waiting) {
    CallSender sender = null;
    try {
      KafkaClients.TopicFacts topics = broker.topics(options);
      Producer<byte[], byte[]> producer = broker.producer(options, true);
      sender =
          new CallSender(
              new PollTransaction(producer, options::whyNotSent),
              options.topic(),
              options.rejectedTopic(),
              new CallSender.Source(options.file(), "feed"),
              topics.limits());
      StartedRun.initTransactions(producer, options);
      status.say(
          "Following %s; publishing to %s at %s.",
          follow, options.topic(), options.bootstrapServers());
      FeedFollower follower =
          new FeedFollower(
              follow,
              new FeedFollower.Context(
                  sender,
                  published(broker, topics.topicId()),
                  rejections,
                  statistics,
                  waiting,
                  status,
                  new PollDisplay(err, PublishProgress.isTerminal()),
                  topics.limits().call()));
      ProducerMetrics metrics =
          options.metricsPort() == null ? null : new ProducerMetrics(sender, rejections);
      try (HTTPServer server =
          MetricsServer.start(
              options.metricsPort(), () -> metrics.following(statistics, waiting), status)) {
        return follow(follower, sender);
      }
    } catch (InterruptException e) {
      err.println("producer: interrupted before anything was sent.");
      return ExitCode.INTERRUPTED;
    } catch (KafkaException e) {
      throw new CommandException(options.clientFailure(e), e);
    } finally {
      // An interrupt would break off the close.
      stop.clearAction();
      Thread.interrupted();
      if (sender != null) {
        sender.close(Duration.ZERO);
      }
    }
  }

  private PublishedCalls published(KafkaClients broker, String topicId) {
    return new PublishedCalls() {
      @Override
      public void since(Instant time, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        broker.published(options, time, reader);
      }

      @Override
      public void requireSameTopic() {
        String now = broker.topicId(options).orElse(topicId);
        if (!now.equals(topicId)) {
          throw new CommandException(
              String.format(
                  "Topic %s was deleted and created again while this run published to it (its id was"
                      + " %s, now it is %s): the same command publishes to it all that the feed"
                      + " shows.",
                  options.topic(), topicId, now));
        }
      }
    };
  }

  private int follow(FeedFollower follower, CallSender sender) {
    String failure = null;
    try {
      follower.run();
    } catch (CommandException e) {
      failure = e.getMessage();
    } catch (KafkaException e) {
      failure = stop.isRequested() ? null : options.clientFailure(e);
    } catch (InterruptedException e) {
      // The stop is requested.
    }
    stop.clearAction();
    boolean interrupted = stop.isRequested();
    if (interrupted) {
      Thread.interrupted(); // the report must not be interrupted
    } else {
      sender.close(TIME_TO_CLOSE);
    }
    FollowStatistics.Totals totals = statistics.totals();
    if (options.report() != null) {
      failure = report(totals, interrupted, failure);
    }
    if (failure != null) {
      status.say("producer: " + failure);
    }
    err.printf(
        Locale.ROOT,
        "%,d polls, %,d failed; %,d calls published: %,d new, %,d changed; %,d records rejected.%n",
        totals.polls() + totals.failures(),
        totals.failures(),
        totals.revisions(),
        totals.newCalls(),
        totals.changedCalls(),
        totals.rejected());
    err.println(sender.statistics().summary());
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return failure == null ? ExitCode.DONE : ExitCode.FAILED;
  }

  private String report(FollowStatistics.Totals totals, boolean interrupted, String failure) {
    try {
      new FollowReport(
              "producer",
              options.topic(),
              options.file(),
              totals.polls(),
              totals.failures(),
              totals.revisions(),
              totals.newCalls(),
              totals.changedCalls(),
              totals.rejected(),
              rejections.byReasonCode(),
              totals.gaps(),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos),
              interrupted)
          .write(options.report());
    } catch (CommandException | JsonProcessingException e) {
      return failure == null ? e.getMessage() : failure;
    }
    return failure;
  }
}
