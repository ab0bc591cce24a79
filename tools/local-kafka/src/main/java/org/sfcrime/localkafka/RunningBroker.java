package org.sfcrime.localkafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.sfcrime.commandline.CommandException;

/**
 * A running broker process, which listens on 127.0.0.1.
 *
 * @param security the logins of a secured broker
 */
record RunningBroker(long pid, int port, BrokerSecurity security) {
  private static final Pattern PID_FILE = Pattern.compile("(\\d{1,18}) (\\d{1,5})\n");
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(60);

  /** Parses the content of a pid file; returns empty if the content is incomplete. */
  static Optional<RunningBroker> parse(String content, BrokerSecurity security) {
    Matcher matcher = PID_FILE.matcher(content);
    return matcher.matches()
        ? Optional.of(
            new RunningBroker(
                Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), security))
        : Optional.empty();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Whether the broker answers within five seconds that it is registered with its controller. */
  boolean answers() {
    try (Admin admin = admin()) {
      return answers(admin, new CompletableFuture<>());
    }
  }

  /** A client for {@link #answers(Admin, CompletableFuture)} with short timeouts. */
  Admin admin() {
    Map<String, Object> client = new HashMap<>(security.exists() ? security.admin() : Map.of());
    client.putAll(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            address(),
            // There is one address: bootstrapping again would only repeat it, thousands of times.
            AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG,
            "none",
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
            20,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            100,
            AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
            20,
            AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
            100,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) ANSWER.toMillis(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) ANSWER.toMillis()));
    return Admin.create(client);
  }

  /**
   * Asks once, until {@code ended} completes. An unregistered broker answers without a node, and a
   * secured broker is ready when its users have their rights.
   */
  boolean answers(Admin admin, CompletableFuture<?> ended) {
    CompletableFuture<Boolean> answer =
        admin
            .describeCluster()
            .nodes()
            .toCompletionStage()
            .toCompletableFuture()
            .thenCombine(rights(admin), (nodes, hasRights) -> !nodes.isEmpty() && hasRights)
            .exceptionally(failed -> false);
    CompletableFuture.anyOf(answer, ended)
        .completeOnTimeout(false, 2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return answer.getNow(false);
  }

  private CompletableFuture<Boolean> rights(Admin admin) {
    return security.exists()
        ? AccessRights.areGranted(admin)
        : CompletableFuture.completedFuture(true);
  }

  /** Sends SIGTERM and waits at most a minute until the process has ended. */
  void stop() {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process == null) {
      return; // It has already ended.
    }
    if (!process.destroy() && process.isAlive()) {
      throw new CommandException("this user may not stop the broker, pid " + pid);
    }
    process.onExit().completeOnTimeout(process, STOP.toMillis(), TimeUnit.MILLISECONDS).join();
    if (process.isAlive()) {
      throw new CommandException(
          "the broker, pid %d, has not ended %d s after SIGTERM; kill -9 %d ends it at once and keeps its data"
              .formatted(pid, STOP.toSeconds(), pid));
    }
  }
}
