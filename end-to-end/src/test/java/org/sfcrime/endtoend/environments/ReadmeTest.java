package org.sfcrime.endtoend.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Shell;
import org.sfcrime.processes.ChildBroker;

/**
 * Runs the README's commands in their order, and compares their output with the README. Only the
 * port of the broker and the directory var/ are others.
 */
class ReadmeTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int INTERRUPTED = 130;

  /** The commands that the test does not run, with the reason. */
  private static final Map<String, String> NOT_RUN =
      Map.ofEntries(
          Map.entry("bin/demo", "DemoResultTest runs it"),
          Map.entry("bin/demo --live", "LiveDemoTest runs it"),
          Map.entry(
              "bin/producer --check police-department-calls-for-service.csv",
              "the file is not part of the repository"),
          Map.entry(
              "bin/demo --input police-department-calls-for-service.csv --out out/real",
              "the file is not part of the repository"),
          Map.entry("bin/producer --follow datasf", "needs the network"),
          Map.entry("bin/dashboard --progress progress.jsonl", "LivePageTest runs the dashboard"),
          Map.entry("docs/img/make-pictures.sh", "needs tmux, and changes the repository"),
          Map.entry("bin/bench --quick", "takes minutes"),
          Map.entry("bin/tune --quick", "takes minutes"),
          Map.entry("mvn clean", "deletes the programs that the tests run"),
          Map.entry("mvn verify", "runs this test"));

  private final Map<ReadmeCommand, Process> running = new LinkedHashMap<>();
  private final int port = ChildBroker.freePort();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AfterEach
  void stopAll() throws IOException, InterruptedException {
    running.values().forEach(Process::destroy);
    for (Process process : running.values()) {
      process.waitFor();
    }
    Shell.run(List.of(Rig.HOME.program("kafka"), "stop", "--dir", kafkaFolder()));
  }

  @Test
  void commands_behaveAsTheReadmeSays() throws IOException, InterruptedException {
    List<ReadmeCommand> commands =
        ReadmeCommand.all(Files.readString(Rig.HOME.root().resolve("README.md")));
    assertThat(commands).extracting(ReadmeCommand::line).containsAll(NOT_RUN.keySet());
    for (ReadmeCommand command : commands) {
      if (!NOT_RUN.containsKey(command.line())) {
        run(command);
      }
    }
    assertThat(running).isEmpty();
  }

  private void run(ReadmeCommand command) throws IOException, InterruptedException {
    assertThat(command.output()).as("the README shows the output of " + command).isNotEmpty();
    switch (command.program()) {
      // The programs of the terminals 1 and 2 run while the other commands do.
      case "bin/consumer", "bin/spark-submit" -> {
        running.put(command, start(command));
        if (command.isStopped()) {
          awaitOutput(command, command.output().get(0));
        }
      }
      case "bin/producer" -> {
        assertEnds(command, start(command), 0);
        endRunning();
      }
      default -> assertEnds(command, start(command), 0);
    }
  }

  /** The consumer ends by itself. The user stops the job when it has counted all calls. */
  private void endRunning() throws IOException, InterruptedException {
    for (Map.Entry<ReadmeCommand, Process> terminal : List.copyOf(running.entrySet())) {
      ReadmeCommand command = terminal.getKey();
      Process process = terminal.getValue();
      if (command.isStopped()) {
        awaitOutput(command, "so far read 31,000 ");
        Shell.run(List.of("kill", "-INT", Long.toString(process.pid())));
      }
      assertEnds(command, process, command.isStopped() ? INTERRUPTED : 0);
      running.remove(command);
    }
  }

  private Process start(ReadmeCommand command) throws IOException {
    // A build that runs in the background ignores SIGINT, and its child processes inherit that.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.addAll(List.of(command.line().split(" ", -1)));
    words.set(2, Rig.HOME.root().resolve(words.get(2)).toString());
    words.replaceAll(word -> word.replaceFirst("^(var/.*)", folder + "/$1"));
    words.addAll(
        command.program().equals("bin/kafka")
            ? kafkaFlags(words)
            : List.of("--bootstrap-server", "localhost:" + port));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(Rig.HOME.root().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(command).toFile());
    builder.environment().put("SFCRIME_SKIP_BUILD", "1");
    return builder.start();
  }

  private List<String> kafkaFlags(List<String> words) {
    return words.contains("start")
        ? List.of("--port", "" + port, "--dir", kafkaFolder())
        : List.of("--dir", kafkaFolder());
  }

  private String kafkaFolder() {
    return folder.resolve("var/kafka").toString();
  }

  private Path log(ReadmeCommand command) {
    return folder.resolve(command.line().replaceAll("\\W+", "-") + ".log");
  }

  /** What the command has printed, with the README's ports. */
  private String output(ReadmeCommand command) throws IOException {
    return Files.readString(log(command))
        .replace(":" + port, ":9092")
        .replace(folder + "/var/checkpoint", "var/checkpoint")
        .replaceAll("localhost:40\\d\\d/", "localhost:4040/");
  }

  private void awaitOutput(ReadmeCommand command, String text) {
    await(command.line()).atMost(LIMIT).until(() -> output(command).contains(text));
  }

  private void assertEnds(ReadmeCommand command, Process process, int exitCode)
      throws IOException, InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(command.line()).isTrue();
    assertThat(command.missingIn(output(command).lines().toList()))
        .as("the line of the README that %s has not printed; see %s", command.line(), log(command))
        .isNull();
    assertThat(process.exitValue()).as(command.line()).isEqualTo(exitCode);
  }
}
