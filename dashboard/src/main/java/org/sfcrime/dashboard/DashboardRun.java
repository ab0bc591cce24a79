package org.sfcrime.dashboard;

import io.javalin.util.JavalinBindException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.sfcrime.dashboard.counts.CountsFollower;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypes;
import org.sfcrime.dashboard.web.OpenPages;
import org.sfcrime.dashboard.web.PageServer;
import org.sfcrime.dashboard.web.ProgressFile;
import org.sfcrime.dashboard.web.Status;

/** One run, until a signal. */
final class DashboardRun {
  private static final int FAILED = 1;
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final long TELL_AT_LEAST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long END_MILLIS = 5_000;

  private final DashboardOptions options;
  private final PrintStream err;
  private final CountsTable table;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final OpenPages listeners = new OpenPages();
  private final ProgressFile progress;

  DashboardRun(DashboardOptions options, CrimeTypes types, PrintStream err) {
    this.options = options;
    this.err = err;
    table = new CountsTable(types);
    progress = options.progress().map(ProgressFile::new).orElse(null);
  }

  int run(Properties client) throws InterruptedException {
    KafkaConsumer<byte[], byte[]> consumer;
    try {
      consumer = new KafkaConsumer<>(client);
    } catch (KafkaException e) {
      say(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      return FAILED;
    }
    CountsFollower follower = new CountsFollower(consumer, options.topic(), table, this::say);
    Thread following = new Thread(follower, "counts-follower");
    try (PageServer server = new PageServer(options, table, listeners)) {
      int port = server.start(options.host(), options.port());
      say("http://" + options.host() + ":" + port + "/");
      onSignal(following, follower);
      following.start();
      tellNews(follower);
      return FAILED;
    } catch (JavalinBindException e) {
      consumer.close();
      say(
          "cannot listen on %s port %d: is it in use? Give another with --port"
              .formatted(options.host(), options.port()));
      return FAILED;
    }
  }

  /** The JVM's exit code is the signal's. */
  private void onSignal(Thread following, CountsFollower follower) {
    Thread hook =
        new Thread(
            () -> {
              stop.countDown();
              follower.stop();
              listeners.close();
              try {
                following.join(END_MILLIS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "end-on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Looks a few times a second: pages hear of a batch in time, however many records it has. */
  private void tellNews(CountsFollower follower) throws InterruptedException {
    Status told = null;
    long toldNanos = 0;
    do {
      Status state = Status.of(table, follower, progress, System.currentTimeMillis());
      if (!state.same(told) || System.nanoTime() - toldNanos > TELL_AT_LEAST_EVERY_NANOS) {
        listeners.tell(new String(PageServer.json(state), StandardCharsets.UTF_8));
        told = state;
        toldNanos = System.nanoTime();
      }
    } while (!stop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void say(String line) {
    // What a broker says may have line breaks.
    err.println("dashboard: " + line.replaceAll("\\p{Cntrl}+", " "));
    err.flush();
  }
}
