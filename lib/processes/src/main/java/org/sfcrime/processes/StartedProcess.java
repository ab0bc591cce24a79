package org.sfcrime.processes;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A program that runs beside this one, and its log. */
public final class StartedProcess {
  /**
   * Ctrl-C in a terminal reaches all its processes at once. These ignore it: they are ended in
   * order, by SIGTERM.
   */
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private static final int LINES_OF_A_FAILURE = 8;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread output;

  private StartedProcess(String name, Process process, Path log, Thread output) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.output = output;
  }

  /**
   * What to start.
   *
   * @param name for messages
   * @param command program and arguments
   * @param environment variables beside the inherited ones
   * @param log where its output goes
   * @param input standard input, or null for none
   */
  public record Command(
      String name, List<String> command, Map<String, String> environment, Path log, File input) {
    public Command(String name, List<String> command, Map<String, String> environment, Path log) {
      this(name, command, environment, log, null);
    }

    /** The same, with more variables; its own win. */
    public Command in(Map<String, String> more) {
      Map<String, String> all = new HashMap<>(more);
      all.putAll(environment);
      return new Command(name, command, all, log, input);
    }
  }

  /** Starts a program whose whole output goes to its log. */
  public static StartedProcess start(Command command) throws IOException {
    Process process = builder(command).redirectErrorStream(true).start();
    return new StartedProcess(command.name(), process, command.log(), null);
  }

  /** Starts a program whose standard output is handed on line by line, and logged as well. */
  public static StartedProcess start(Command command, Consumer<String> stdout) throws IOException {
    Process process =
        builder(command)
            .redirectOutput(Redirect.PIPE)
            .redirectError(Redirect.appendTo(command.log().toFile()))
            .start();
    Thread output =
        new Thread(() -> handOn(process, command.log(), stdout), command.name() + "-output");
    output.setDaemon(true);
    output.start();
    return new StartedProcess(command.name(), process, command.log(), output);
  }

  private static ProcessBuilder builder(Command command) {
    List<String> words = new ArrayList<>(DEAF_TO_CTRL_C);
    words.addAll(command.command());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(command.input() == null ? new File("/dev/null") : command.input())
            .redirectOutput(Redirect.appendTo(command.log().toFile()));
    builder.environment().put("SFCRIME_SKIP_BUILD", "1");
    builder.environment().putAll(command.environment());
    return builder;
  }

  private static void handOn(Process process, Path log, Consumer<String> stdout) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        BufferedWriter copy =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        stdout.accept(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("cannot read the output that goes to " + log, e);
      }
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  /** The exit code, once it has ended. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Waits for the end and for the last of the output.
   *
   * @throws ProcessException if it takes longer than the limit
   */
  public int await(Duration limit) throws InterruptedException, ProcessException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProcessException(
          "the %s has not ended within %d s; %s".formatted(name, limit.toSeconds(), lastLines()));
    }
    if (output != null) {
      output.join(limit.toMillis());
    }
    return process.exitValue();
  }

  /** Asks the program to end. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Ends the programs, and what they started: SIGTERM to all, SIGKILL to those that live on after
   * the limit. Returns when none is left.
   */
  public static void stop(Collection<StartedProcess> programs, Duration limit) {
    // A script that has not become its program yet leaves its helpers behind when it ends.
    List<ProcessHandle> all =
        programs.stream()
            .map(program -> program.process.toHandle())
            .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    for (ProcessHandle handle : all) {
      interrupted |= !awaitEnd(handle, deadline - System.nanoTime());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** False if interrupted; the process is ended all the same. */
  private static boolean awaitEnd(ProcessHandle handle, long nanos) {
    try {
      handle.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      handle.destroyForcibly();
      handle.onExit().join();
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for process " + handle.pid(), e);
    } catch (InterruptedException e) {
      handle.destroyForcibly();
      handle.onExit().join();
      return false;
    }
  }

  /** What went wrong, for a person: the end of the log and where the rest is. */
  public ProcessException failure() {
    String ended =
        process.isAlive() ? "does not go on" : "ended with exit code " + process.exitValue();
    return new ProcessException("the %s %s; %s".formatted(name, ended, lastLines()));
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      List<String> last =
          lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size());
      return "the end of its log (%s):%n  %s".formatted(log, String.join("\n  ", last));
    } catch (IOException e) {
      return "its log is " + log;
    }
  }
}
