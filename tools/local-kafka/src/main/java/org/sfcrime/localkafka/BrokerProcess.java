package org.sfcrime.localkafka;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StopSignal;

/** Starts a broker in a separate process that outlives this one. */
final class BrokerProcess {
  static final String DEFAULT_HEAP = "-Xmx512m";

  private static final Duration START = Duration.ofSeconds(60);
  private static final long RETRY_MILLIS = 50;

  /**
   * Ignores SIGINT and SIGHUP and starts a new session where setsid exists, so that neither Ctrl-C
   * nor a closed terminal ends the broker.
   */
  private static final String DETACHED =
      "trap '' INT HUP; command -v setsid >/dev/null && exec setsid \"$@\"; exec \"$@\"";

  private BrokerProcess() {}

  /**
   * Starts the broker and returns when it answers.
   *
   * @param stop kills the broker if it does not answer yet
   * @return the directory's broker, which another {@code start} may have started at the same time;
   *     null after a stop
   * @throws CommandException if the broker does not answer within a minute; it is killed then
   */
  static RunningBroker start(BrokerOptions options, BrokerDirectory directory, StopSignal stop)
      throws IOException, InterruptedException {
    options.requireFreePort();
    directory.prepare();
    if (options.isSecure()) {
      directory.security().prepare();
    }
    Process process = startProcess(options, directory);
    stop.onRequest(process::destroyForcibly);
    CompletableFuture<Process> ended = process.onExit();
    boolean answered = false;
    try {
      awaitAnswer(new RunningBroker(process.pid(), options.port(), directory.security()), ended);
      // Another directory's broker may answer at the port.
      RunningBroker broker = directory.runningBroker().orElse(null);
      answered = broker != null && broker.port() == options.port();
      stop.clearAction();
      if (answered && !stop.isRequested()) {
        awaitAnswer(broker);
        return broker;
      }
    } finally {
      if (!answered) {
        process.destroyForcibly();
      }
    }
    if (stop.isRequested()) {
      return null;
    }
    throw new CommandException(
        "the broker ended while starting, with exit code %d: %s (full log: %s)"
            .formatted(
                ended.join().exitValue(), BrokerLog.reason(directory.log()), directory.log()));
  }

  private static Process startProcess(BrokerOptions options, BrokerDirectory directory) {
    try {
      return new ProcessBuilder(command(options))
          .directory(directory.path().toFile())
          .redirectInput(Redirect.from(new File("/dev/null")))
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(directory.log().toFile()))
          .start();
    } catch (IOException cause) {
      throw new CommandException("cannot start a JVM for the broker: " + cause.getMessage(), cause);
    }
  }

  /** Waits at most a minute until a running broker answers. */
  static void awaitAnswer(RunningBroker broker) {
    ProcessHandle process = ProcessHandle.of(broker.pid()).orElse(null);
    if (process != null) {
      awaitAnswer(broker, process.onExit());
    }
    if (process == null || !process.isAlive()) {
      throw new CommandException("the broker has just ended; start it again");
    }
  }

  /** Returns when the broker has answered or ended. */
  private static void awaitAnswer(RunningBroker broker, CompletableFuture<?> ended) {
    long deadline = System.nanoTime() + START.toNanos();
    Admin admin = broker.admin();
    try {
      while (System.nanoTime() < deadline) {
        ended.copy().completeOnTimeout(null, RETRY_MILLIS, TimeUnit.MILLISECONDS).join();
        if (ended.isDone() || broker.answers(admin, ended)) {
          return;
        }
      }
    } finally {
      admin.close(Duration.ZERO); // a broker that has ended does not answer the last question
    }
    throw new CommandException(
        "the broker, pid %d, does not answer at %s after %d s"
            .formatted(broker.pid(), broker.address(), START.toSeconds()));
  }

  private static List<String> command(BrokerOptions options) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", DETACHED, "kafka"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String heap = System.getenv().getOrDefault("KAFKA_HEAP_OPTS", DEFAULT_HEAP);
    command.addAll(Arrays.stream(heap.split("\\s+")).filter(flag -> !flag.isEmpty()).toList());
    command.addAll(List.of("-cp", absoluteClassPath(), LocalKafka.class.getName(), "run"));
    command.addAll(List.of("--dir", options.directory().toString()));
    command.addAll(List.of("--port", Integer.toString(options.port())));
    command.addAll(List.of("--config", options.settings().toString()));
    command.addAll(options.isSecure() ? List.of("--secure") : List.of());
    return command;
  }

  /** The broker's working directory is its own directory, so relative entries would not resolve. */
  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
