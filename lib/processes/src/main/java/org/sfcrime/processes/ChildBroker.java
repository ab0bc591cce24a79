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
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A broker of one's own, as a child process: it is gone when it is stopped, and its end is seen.
 *
 * @param process {@code bin/kafka run}
 * @param port on the loopback interface
 */
public record ChildBroker(StartedProcess process, int port) {
  private static final long ASK_EVERY_MILLIS = 100;
  private static final int ANSWER_MILLIS = 5_000;

  public static StartedProcess.Command command(Home home, int port, Path directory, Path log) {
    List<String> command =
        List.of(home.program("kafka"), "run", "--port", "" + port, "--dir", directory.toString());
    return new StartedProcess.Command("broker", command, Map.of(), log);
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether nothing listens there. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** An administrator's client that gives up soon and tries again soon. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            address(),
            "request.timeout.ms",
            ANSWER_MILLIS,
            "default.api.timeout.ms",
            ANSWER_MILLIS,
            "reconnect.backoff.ms",
            20,
            "reconnect.backoff.max.ms",
            100));
  }

  /**
   * Waits until the broker takes part in its cluster.
   *
   * @param stopped ends the waiting early
   * @throws ProcessException if it ends, or does not answer within the limit
   */
  public void awaitAnswer(Duration limit, CountDownLatch stopped)
      throws InterruptedException, ProcessException {
    long deadline = System.nanoTime() + limit.toNanos();
    try (Admin admin = admin()) {
      while (!answers(admin)) {
        if (process.exitCode().isPresent() || System.nanoTime() > deadline) {
          throw process.failure();
        }
        if (stopped.await(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new InterruptedException("stopped while the broker starts");
        }
      }
    }
  }

  /**
   * Creates a topic, with one replica.
   *
   * @throws ProcessException if the broker refuses
   */
  public void createTopic(String name, int partitions)
      throws InterruptedException, ProcessException {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new ProcessException(
          "the broker makes no topic %s: %s".formatted(name, e.getCause().getMessage()), e);
    }
  }

  /** An answer that names no node comes from a broker that its controller still keeps out. */
  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    }
  }
}
