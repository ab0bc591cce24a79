package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.sfcrime.endtoend.harness.Rig;

/** A run of {@code bin/demo} as a user starts it, and the files and processes that it leaves. */
final class DemoProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Path folder;
  private final Path temporary;
  private final Path log;
  private Process process;

  DemoProcess(Path folder) throws IOException {
    this.folder = folder;
    this.temporary = Files.createDirectory(folder.resolve("tmp"));
    this.log = folder.resolve("demo.log");
  }

  void start(Map<String, String> environment, String... flags) throws IOException {
    start(Rig.HOME.root(), environment, flags);
  }

  /** Starts the demo of another home folder. */
  void start(Path home, Map<String, String> environment, String... flags) throws IOException {
    List<String> command = new ArrayList<>(withDefaultSigint());
    command.addAll(List.of(home.resolve("bin/demo").toString(), "--out", out().toString()));
    command.addAll(List.of(flags));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SFCRIME_SKIP_BUILD", "1");
    builder.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /**
   * A build that a shell has started in the background ignores SIGINT, and its child processes
   * inherit that.
   */
  private static List<String> withDefaultSigint() throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0);
    return ignored ? List.of("env", "--default-signal=INT") : List.of();
  }

  /** The demo's output folder. */
  Path out() {
    return folder.resolve("out");
  }

  /** Everything that the demo has printed. */
  String output() throws IOException {
    return Files.readString(log);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  void awaitFile(Path file) {
    awaitThat(() -> Files.exists(file));
  }

  void awaitThat(Callable<Boolean> condition) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .failFast("the demo ended", () -> !process.isAlive())
        .until(condition);
  }

  void assertExits(int exitCode) {
    assertThat(process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join().exitValue())
        .as("exit code of the demo; its output is in %s", log)
        .isEqualTo(exitCode);
  }

  /** Checks that none of the processes is alive and that no temporary file is left. */
  void assertNothingLeft(List<ProcessHandle> started) {
    assertThat(started).noneMatch(ProcessHandle::isAlive);
    assertThat(temporary).isEmptyDirectory();
  }

  /** Ends the demo after a failed assertion; the demo ends the programs that it has started. */
  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroy();
      process.onExit().join();
    }
  }
}
