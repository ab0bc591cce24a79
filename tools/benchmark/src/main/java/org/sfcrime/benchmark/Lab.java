package org.sfcrime.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** A broker of its own and a folder, for runs that come one after the other. */
final class Lab implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final Duration BROKER_START = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 10;

  private final String program;
  private final Home home;
  private final PrintStream err;
  private final ProcessGroup processes;
  private final Path logs;
  private final ChildBroker broker;
  private int runs;

  /** What a program that has ended took; the usage is zero where the system does not tell it. */
  record Ended(double wallSeconds, Usage usage) {}

  /**
   * What a lab is for.
   *
   * @param program whose lines go to {@code err}
   * @param out a folder of the user's
   */
  record Plan(String program, Home home, Path out, PrintStream err) {}

  /** What is done, time and again, while a program runs. */
  @FunctionalInterface
  interface Watcher {
    void look(StartedProcess program) throws IOException;
  }

  private Lab(Plan plan, ProcessGroup processes, Path logs, ChildBroker broker) {
    this.program = plan.program();
    this.home = plan.home();
    this.err = plan.err();
    this.processes = processes;
    this.logs = logs;
    this.broker = broker;
  }

  /** Starts the broker; all ends on a signal, too. */
  static Lab open(Plan plan) throws IOException, InterruptedException, ProcessException {
    Path logs = plan.out().resolve(plan.program() + "-logs");
    remove(logs); // those of the run before
    Files.createDirectories(logs);
    Path folder = Files.createTempDirectory("sfcrime-" + plan.program() + "-");
    ProcessGroup processes = new ProcessGroup(folder, false, Map.of());
    StopSignal stop = new StopSignal();
    stop.onRequest(processes::close);
    stop.onSignal(Duration.ZERO);
    try {
      int port = ChildBroker.freePort();
      StartedProcess.Command command =
          ChildBroker.command(
              plan.home(), port, folder.resolve("kafka"), logs.resolve("broker.log"));
      ChildBroker broker = new ChildBroker(processes.start(command), port);
      broker.awaitAnswer(BROKER_START, processes.closing());
      return new Lab(plan, processes, logs, broker);
    } catch (IOException | InterruptedException | ProcessException e) {
      processes.close();
      throw e;
    }
  }

  @Override
  public void close() {
    processes.close();
  }

  Home home() {
    return home;
  }

  String broker() {
    return broker.address();
  }

  void say(String format, Object... values) {
    err.println(program + ": " + String.format(Locale.ROOT, format, values));
  }

  /** A file or folder of this lab that is not there yet. */
  Path file(String name) {
    return processes.folder().resolve(name);
  }

  /** The log of a program, by the folder of its run; it stays when the lab is closed. */
  Path log(Path work) {
    return logs.resolve(work.getFileName() + ".log");
  }

  /** The programs at a topic, for a run. */
  Programs programs(String topic, Path work) throws IOException {
    Path ownLogs = Files.createDirectories(logs.resolve(work.getFileName()));
    return new Programs(home, broker(), topic, work, ownLogs);
  }

  /** A new folder for a run. */
  Path runFolder(String name) throws IOException {
    return Files.createDirectory(file("%03d-%s".formatted(++runs, name)));
  }

  /** Removes a folder of a run: a long measurement would fill the disk. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  StartedProcess start(StartedProcess.Command command) throws IOException, InterruptedException {
    return processes.start(command);
  }

  /** Runs a program to its end, which must be a good one. */
  Ended run(StartedProcess.Command command)
      throws IOException, InterruptedException, ProcessException {
    return run(command, List.of(0), started -> {});
  }

  Ended run(StartedProcess.Command command, List<Integer> exitCodes, Watcher watcher)
      throws IOException, InterruptedException, ProcessException {
    long begin = System.nanoTime();
    StartedProcess started = processes.start(command);
    Usage usage = new Usage(0, 0);
    while (started.exitCode().isEmpty()) {
      usage = Usage.of(started.pid()).orElse(usage);
      watcher.look(started);
      pause();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!exitCodes.contains(started.exitCode().getAsInt())) {
      throw started.failure();
    }
    return new Ended(seconds, usage);
  }

  /** Waits a moment. */
  void pause() throws InterruptedException {
    pause(Duration.ofMillis(LOOK_EVERY_MILLIS));
  }

  void pause(Duration time) throws InterruptedException {
    if (processes.closing().await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped");
    }
  }

  void createTopic(String name, int partitions, Map<String, String> settings)
      throws InterruptedException, ExecutionException {
    try (Admin admin = broker.admin()) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  void deleteTopics(String... names) throws InterruptedException, ExecutionException {
    try (Admin admin = broker.admin()) {
      admin.deleteTopics(List.of(names)).all().get();
    }
  }
}
