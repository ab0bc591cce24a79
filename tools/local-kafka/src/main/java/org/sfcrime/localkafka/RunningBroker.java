package org.sfcrime.localkafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.sfcrime.commandline.CommandException;

/**
 * A broker process that lives.
 *
 * @param pid its process id
 * @param port its port on 127.0.0.1
 */
record RunningBroker(long pid, int port) {
  private static final Pattern PID_FILE = Pattern.compile("(\\d{1,18}) (\\d{1,5})\n");
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(60);

  /** Reads the content of a pid file; empty while it is not written in full. */
  static Optional<RunningBroker> parse(String content) {
    Matcher matcher = PID_FILE.matcher(content);
    return matcher.matches()
        ? Optional.of(
            new RunningBroker(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Asks the broker once, for at most five seconds, whether it takes part in its cluster. */
  boolean answers() {
    try (Admin admin = admin()) {
      return answers(admin, new CompletableFuture<>());
    }
  }

  /** A client for {@link #answers(Admin, CompletableFuture)} that connects again quickly. */
  Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(),
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 20,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100,
            AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 20,
            AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 100,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis()));
  }

  /**
   * Asks the broker once, and gives up as soon as it has ended.
   *
   * <p>An answer that names no node comes from a broker that its controller still keeps out.
   */
  boolean answers(Admin admin, CompletableFuture<?> ended) {
    CompletableFuture<Boolean> answer =
        admin
            .describeCluster()
            .nodes()
            .toCompletionStage()
            .toCompletableFuture()
            .thenApply(nodes -> !nodes.isEmpty());
    try {
      CompletableFuture.anyOf(answer, ended).get(ANSWER.toMillis() * 2, TimeUnit.MILLISECONDS);
      return answer.isDone() && answer.join();
    } catch (ExecutionException | TimeoutException silent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted while asking " + address(), interrupted);
    }
  }

  /** Asks the process to end and waits until it has, for at most a minute. */
  void stop() {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process == null) {
      return; // It ended between our look and now.
    }
    CompletableFuture<ProcessHandle> ended = process.onExit();
    if (!process.destroy() && process.isAlive()) {
      throw new CommandException("this user may not stop the broker, pid " + pid);
    }
    try {
      ended.get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new CommandException(
          "the broker, pid %d, has not ended %d s after SIGTERM; kill -9 %d ends it at once, and its data survive that"
              .formatted(pid, STOP.toSeconds(), pid),
          late);
    } catch (ExecutionException failed) {
      throw new CommandException("cannot wait for pid " + pid + ": " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted while the broker stops, pid " + pid, interrupted);
    }
  }
}
