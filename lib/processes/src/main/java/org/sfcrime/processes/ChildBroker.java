package org.sfcrime.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.sfcrime.commandline.CommandException;

/**
 * A Kafka broker that runs as a child process: {@code bin/kafka run} on 127.0.0.1.
 *
 * @param logins of a secured broker
 */
public record ChildBroker(StartedProcess process, int port, Logins logins) {
  private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
  private static final long RETRY_MILLIS = 100;
  private static final int FIRST_PORT = 10_240;
  private static final int FIRST_CLIENT_PORT = 32_768;

  /** A broker without users. */
  public ChildBroker(StartedProcess process, int port) {
    this(process, port, Logins.NONE);
  }

  public static StartedProcess.Command command(Home home, int port, Path directory, Path log) {
    List<String> command =
        List.of(home.program("kafka"), "run", "--port", "" + port, "--dir", directory.toString());
    return new StartedProcess.Command("broker", command, Map.of(), log);
  }

  /** The command of a broker with TLS and users. */
  public static StartedProcess.Command secured(StartedProcess.Command command) {
    return command.with("--secure");
  }

  /**
   * Returns a port for a new server. It is below the ports that Linux gives to clients: one of them
   * could take the port before the server does.
   */
  public static int freePort() {
    return ThreadLocalRandom.current()
        .ints(FIRST_PORT, FIRST_CLIENT_PORT)
        .filter(ChildBroker::isFree)
        .findFirst()
        .orElseThrow();
  }

  /** Whether no process listens on the port of 127.0.0.1. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(IPV4_LOOPBACK))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** An admin client whose requests fail after five seconds. */
  public Admin admin() {
    Map<String, Object> client = logins.client(Logins.ADMIN, address());
    client.putAll(
        Map.of(
            "metadata.recovery.strategy", "none",
            "request.timeout.ms", 5_000,
            "default.api.timeout.ms", 5_000,
            "reconnect.backoff.ms", 20,
            "reconnect.backoff.max.ms", 100));
    return Admin.create(client);
  }

  /** Waits until a secured broker has made the files of its users, as {@link #awaitAnswer}. */
  public void awaitLogins(Duration limit, CountDownLatch stopped) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (logins.directory().isPresent() && !Files.isDirectory(logins.directory().get())) {
      pause(deadline, stopped);
    }
  }

  /**
   * Waits until the broker is registered with its controller, and its users have their rights.
   *
   * @param stopped ends the wait early
   * @throws CommandException if the broker ends, or does not answer within the limit
   */
  public void awaitAnswer(Duration limit, CountDownLatch stopped) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    awaitLogins(limit, stopped);
    try (Admin admin = admin()) {
      while (!answers(admin)) {
        pause(deadline, stopped);
      }
    }
  }

  private void pause(long deadline, CountDownLatch stopped) throws InterruptedException {
    if (process.exitCode().isPresent() || System.nanoTime() > deadline) {
      throw process.failure();
    }
    if (stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped while the broker starts");
    }
  }

  /** Creates a topic with one replica. */
  public void createTopic(String name, int partitions) throws InterruptedException {
    createTopic(name, partitions, Map.of());
  }

  public void createTopic(String name, int partitions, Map<String, String> settings)
      throws InterruptedException {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      await(admin.createTopics(List.of(topic)).all(), "create topic " + name);
    }
  }

  public void deleteTopics(String... names) throws InterruptedException {
    try (Admin admin = admin()) {
      await(admin.deleteTopics(List.of(names)).all(), "delete " + String.join(", ", names));
    }
  }

  /** Throws a {@link CommandException} if the broker refuses. */
  private static void await(KafkaFuture<?> answer, String task) throws InterruptedException {
    try {
      answer.get();
    } catch (ExecutionException e) {
      throw new CommandException(
          "the broker does not %s: %s".formatted(task, e.getCause().getMessage()), e);
    }
  }

  /** A broker that is not registered yet answers without a node. */
  private boolean answers(Admin admin) throws InterruptedException {
    try {
      boolean hasRights =
          logins.directory().isEmpty()
              || !admin.describeAcls(AclBindingFilter.ANY).values().get().isEmpty();
      return hasRights && !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    }
  }
}
