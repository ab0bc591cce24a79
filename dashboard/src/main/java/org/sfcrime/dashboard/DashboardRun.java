package org.sfcrime.dashboard;

import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.commandline.client.Refusal;
import org.sfcrime.dashboard.counts.CountsFollower;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CountsTopic;
import org.sfcrime.dashboard.counts.CrimeTypeNames;
import org.sfcrime.dashboard.web.OpenPages;
import org.sfcrime.dashboard.web.PageServer;
import org.sfcrime.dashboard.web.ProgressFile;
import org.sfcrime.dashboard.web.Status;

/** One run, until a signal. */
final class DashboardRun {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final long SEND_AT_LEAST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private final DashboardOptions options;
  private final StatusLines status;
  private final CountsTable table;
  private final OpenPages pages = new OpenPages();
  private final ProgressFile progress;

  DashboardRun(DashboardOptions options, CrimeTypeNames types, StatusLines status) {
    this.options = options;
    this.status = status;
    table = new CountsTable(types);
    progress = options.progress().map(ProgressFile::new).orElse(null);
  }

  int run(Properties client) throws InterruptedException {
    try (Admin admin = Admin.create(DashboardProperties.forAdmin(client))) {
      return run(new KafkaConsumer<>(client), CountsTopic.of(options.topic(), admin));
    } catch (AuthorizationException | AuthenticationException e) {
      throw new CommandException(Refusal.text(e, client, "Read", options.topic()), e);
    } catch (KafkaException e) {
      throw new CommandException(ExceptionText.of(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  private int run(KafkaConsumer<byte[], byte[]> consumer, CountsTopic topic)
      throws InterruptedException {
    CountsFollower follower = new CountsFollower(consumer, topic, table, this::say);
    Thread following = new Thread(follower, "counts-follower");
    try (StopSignal stop = new StopSignal();
        PageServer server = new PageServer(options.hostNames(), table, pages)) {
      say(server.start(options.host(), options.port(), options.keystore()).toString());
      stop.onSignal(TIME_TO_STOP);
      following.start();
      sendStatus(follower, stop);
      follower.stop();
      pages.close();
      following.join(TIME_TO_STOP.toMillis());
      if (follower.refusal() != null) {
        throw follower.refusal();
      }
      return ExitCode.FAILED;
    } catch (JavalinBindException e) {
      consumer.close();
      throw new CommandException(
          "cannot listen on %s port %d: is it in use? Give another with --port"
              .formatted(options.host(), options.port()),
          e);
    }
  }

  /**
   * Sends the status until the run stops or the brokers refuse the follower. Compares the status a
   * few times a second, so that pages get each batch in time.
   */
  private void sendStatus(CountsFollower follower, StopSignal stop) {
    Status sent = null;
    long sentNanos = 0;
    do {
      Status current = Status.of(table, follower, progress, System.currentTimeMillis());
      if (!current.equalsExceptTime(sent)
          || System.nanoTime() - sentNanos > SEND_AT_LEAST_EVERY_NANOS) {
        pages.send(current);
        sent = current;
        sentNanos = System.nanoTime();
      }
    } while (!stop.await(LOOK_EVERY) && follower.refusal() == null);
  }

  private void say(String line) {
    status.say("dashboard: %s", line);
  }
}
