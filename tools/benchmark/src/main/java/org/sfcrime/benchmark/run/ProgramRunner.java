package org.sfcrime.benchmark.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Starts a broker, and runs programs against it one after the other. */
public final class ProgramRunner implements AutoCloseable {
  public static final int PARTITIONS = 4;

  private static final Duration BROKER_START = Duration.ofSeconds(60);
  private static final long CHECK_EVERY_MILLIS = 10;

  private final String program;
  private final Home home;
  private final PrintStream err;
  private final ProcessGroup processes;
  private final Path logs;
  private final ChildBroker broker;
  private int runs;

  /**
   * The time and resources of a program that has ended.
   *
   * @param secondsToStop the time until its stop, or NaN if it ended by itself
   */
  public record Ended(double wallSeconds, double secondsToStop, ProcessUsage usage) {}

  /** Decides when a running program is stopped. */
  @FunctionalInterface
  interface StopCondition {
    boolean holds() throws IOException;
  }

  /**
   * Starts the broker; a signal stops all processes.
   *
   * @param program the program's name in messages
   * @param out a directory for the logs
   */
  public ProgramRunner(String program, Home home, Path out, PrintStream err)
      throws IOException, InterruptedException {
    this.program = program;
    this.home = home;
    this.err = err;
    logs = out.resolve(program + "-logs");
    ProcessGroup.removeDirectory(logs); // of the previous run
    Files.createDirectories(logs);
    Path folder = Files.createTempDirectory("sfcrime-" + program + "-");
    processes = new ProcessGroup(folder, false, Map.of());
    StopSignal stop = new StopSignal();
    stop.onRequest(processes::close);
    stop.onSignal(Duration.ZERO);
    try {
      int port = ChildBroker.freePort();
      StartedProcess.Command command =
          ChildBroker.command(home, port, folder.resolve("kafka"), logs.resolve("broker.log"));
      broker = new ChildBroker(processes.start(command), port);
      broker.awaitAnswer(BROKER_START, processes.closing());
    } catch (IOException | InterruptedException | CommandException e) {
      processes.close();
      throw e;
    }
  }

  @Override
  public void close() {
    processes.close();
  }

  public Home home() {
    return home;
  }

  public ChildBroker broker() {
    return broker;
  }

  public void say(String format, Object... values) {
    err.println(program + ": " + String.format(Locale.ROOT, format, values));
  }

  /** A path in the temporary directory. */
  Path file(String name) {
    return processes.folder().resolve(name);
  }

  /** The log file of a run; the log remains after close. */
  public Path log(Path work) {
    return logs.resolve(work.getFileName() + ".log");
  }

  /** The command lines of the programs for a run. */
  public Programs programs(String topic, Path work) throws IOException {
    Path ownLogs = Files.createDirectories(logs.resolve(work.getFileName()));
    return new Programs(home, broker.address(), topic, work, ownLogs);
  }

  public Path runFolder(String name) throws IOException {
    return Files.createDirectory(file("%03d-%s".formatted(++runs, name)));
  }

  /** Creates a topic for one run. */
  public String newTopic() throws IOException, InterruptedException {
    String topic = "sent-" + runFolder("topic").getFileName();
    broker.createTopic(topic, PARTITIONS);
    return topic;
  }

  public StartedProcess start(StartedProcess.Command command)
      throws IOException, InterruptedException {
    return processes.start(command);
  }

  /** Runs a program until it ends with exit code 0. */
  public Ended run(StartedProcess.Command command) throws IOException, InterruptedException {
    return run(command, List.of(0), () -> false);
  }

  /** Runs a program until it ends; stops the program with SIGTERM if the condition holds. */
  Ended run(StartedProcess.Command command, List<Integer> exitCodes, StopCondition stop)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    StartedProcess started = processes.start(command);
    ProcessUsage usage = new ProcessUsage(0, 0);
    double stopped = Double.NaN;
    while (started.exitCode().isEmpty()) {
      usage = ProcessUsage.of(started.pid()).orElse(usage);
      if (Double.isNaN(stopped) && stop.holds()) {
        stopped = (System.nanoTime() - begin) / 1e9;
        started.terminate();
      }
      pause();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    started.requireExitCode(exitCodes);
    return new Ended(seconds, stopped, usage);
  }

  public void pause() throws InterruptedException {
    if (processes.closing().await(CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped");
    }
  }
}
