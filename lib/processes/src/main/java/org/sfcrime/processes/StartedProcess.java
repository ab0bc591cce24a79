package org.sfcrime.processes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sfcrime.commandline.CommandException;

/** A child process and its log file. */
public final class StartedProcess {
  /** Ignores Ctrl-C, which signals every process of a terminal: SIGTERM stops them in order. */
  private static final List<String> IGNORE_CTRL_C =
      List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private static final int LOG_LINES_SHOWN = 4;
  private static final Pattern STACK_FRAME = Pattern.compile("at \\S+\\(|\\.\\.\\. \\d+ more");

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread output;
  private volatile IOException logFailure;

  private StartedProcess(Command command, Process process, Consumer<String> stdout) {
    this.name = command.name();
    this.process = process;
    this.log = command.log();
    this.output =
        stdout == null ? null : new Thread(() -> copyOutput(stdout), command.name() + "-output");
  }

  /**
   * A command line.
   *
   * @param name the program's name in messages
   * @param command program and arguments
   * @param environment variables added to the inherited ones
   * @param log the file for its output
   * @param input standard input, or null for none
   */
  public record Command(
      String name, List<String> command, Map<String, String> environment, Path log, File input) {
    public Command(String name, List<String> command, Map<String, String> environment, Path log) {
      this(name, command, environment, log, null);
    }

    /** Adds arguments. */
    public Command with(String... arguments) {
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of(arguments));
      return new Command(name, all, environment, log, input);
    }

    /** Adds variables; the command's own take precedence. */
    public Command in(Map<String, String> more) {
      Map<String, String> all = new HashMap<>(more);
      all.putAll(environment);
      return new Command(name, command, all, log, input);
    }
  }

  /** Starts a program whose output goes to its log; stdout goes line by line to a consumer too. */
  static StartedProcess start(Command command, Consumer<String> stdout) throws IOException {
    List<String> words = new ArrayList<>(IGNORE_CTRL_C);
    words.addAll(command.command());
    Redirect log = Redirect.appendTo(command.log().toFile());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(command.input() == null ? new File("/dev/null") : command.input())
            .redirectOutput(stdout == null ? log : Redirect.PIPE)
            .redirectError(log)
            .redirectErrorStream(stdout == null);
    builder.environment().put("SFCRIME_SKIP_BUILD", "1");
    builder.environment().putAll(command.environment());
    StartedProcess started = new StartedProcess(command, builder.start(), stdout);
    if (started.output != null) {
      started.output.setDaemon(true);
      started.output.start();
    }
    return started;
  }

  /** Reads to the end, even if the log cannot be written: a full pipe would block the process. */
  private void copyOutput(Consumer<String> stdout) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        OutputStream copy =
            Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          copy.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
          logFailure = e;
        }
        stdout.accept(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("cannot copy the output to " + log, e);
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  /** The exit code, or empty while the process runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Waits until the process has ended and its output is complete.
   *
   * @throws CommandException if the process still runs after the limit, or if its log lacks output
   */
  public int await(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new CommandException(
          "the %s has not ended within %d s; %s".formatted(name, limit.toSeconds(), endOfLog()));
    }
    if (output != null) {
      output.join(limit.toMillis());
    }
    if (logFailure != null) {
      throw new CommandException(
          "the log of the %s (%s) is incomplete: %s".formatted(name, log, logFailure.getMessage()),
          logFailure);
    }
    return process.exitValue();
  }

  /** Throws {@link #failure} if the process has ended. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw failure();
    }
  }

  /**
   * Throws {@link #failure} if the exit code of an ended process is not among the expected ones.
   */
  public void requireExitCode(Collection<Integer> expected) {
    if (!expected.contains(process.exitValue())) {
      throw failure();
    }
  }

  /** Sends SIGTERM. What the program has written and still writes is read to its end. */
  public void terminate() {
    process.toHandle().destroy(); // Process.destroy would close the streams.
  }

  /**
   * Stops programs and their descendants: SIGTERM, and SIGKILL after the limit. Returns when all
   * have ended.
   */
  public static void stop(Collection<StartedProcess> programs, Duration limit) {
    // A script that is still preparing its program leaves child processes when it ends.
    List<ProcessHandle> all =
        programs.stream()
            .map(program -> program.process.toHandle())
            .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends)
        .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    all.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(ends).join();
  }

  /** An exception whose message has the exit code and the last lines of the log. */
  public CommandException failure() {
    String ended =
        process.isAlive() ? "makes no progress" : "ended with exit code " + process.exitValue();
    return new CommandException("the %s %s; %s".formatted(name, ended, endOfLog()));
  }

  private String endOfLog() {
    try {
      List<String> lines =
          Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !STACK_FRAME.matcher(line).lookingAt())
              .toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
      return "the end of its log (%s): %s".formatted(log, String.join(" | ", last));
    } catch (IOException e) {
      return "its log is " + log;
    }
  }
}
