package org.sfcrime.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.sfcrime.commandline.CommandException;

/** A Kafka broker that runs as a child process: {@code bin/kafka run} on 127.0.0.1. */
public record ChildBroker(StartedProcess process, int port) {
  private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
  private static final long RETRY_MILLIS = 100;
  private static final int FIRST_PORT = 10_240;
  private static final int FIRST_CLIENT_PORT = 32_768;

  public static StartedProcess.Command command(Home home, int port, Path directory, Path log) {
    List<String> command =
        List.of(home.program("kafka"), "run", "--port", "" + port, "--dir", directory.toString());
    return new StartedProcess.Command("broker", command, Map.of(), log);
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
    return Admin.create(
        Map.of(
            "bootstrap.servers", address(),
            "request.timeout.ms", 5_000,
            "default.api.timeout.ms", 5_000,
            "reconnect.backoff.ms", 20,
            "reconnect.backoff.max.ms", 100));
  }

  /**
   * Waits until the broker is registered with its controller.
   *
   * @param stopped ends the wait early
   * @throws CommandException if the broker ends, or does not answer within the limit
   */
  public void awaitAnswer(Duration limit, CountDownLatch stopped) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    try (Admin admin = admin()) {
      while (!answers(admin)) {
        if (process.exitCode().isPresent() || System.nanoTime() > deadline) {
          throw process.failure();
        }
        if (stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new InterruptedException("stopped while the broker starts");
        }
      }
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
  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    }
  }
}
