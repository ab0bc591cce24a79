package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.sfcrime.processes.StartedProcess;

/** A program that is restarted with the same command when it exits and its log names the cause. */
public final class LiveProgram {
  private static final int RESTARTS = 20;

  private final Rig rig;
  private final StartedProcess.Command command;
  private final String cause;
  private StartedProcess process;
  private int restarts;

  /**
   * Starts the program.
   *
   * @param cause the beginning of the log line that names a cause
   */
  public LiveProgram(Rig rig, StartedProcess.Command command, String cause)
      throws IOException, InterruptedException {
    this.rig = rig;
    this.command = command;
    this.cause = cause;
    this.process = rig.start(command);
  }

  public StartedProcess process() {
    return process;
  }

  int restarts() {
    return restarts;
  }

  boolean isDone() {
    return process.exitCode().orElse(-1) == 0;
  }

  /** The log lines that name a cause. */
  public List<String> causes() throws IOException {
    return Files.readAllLines(command.log(), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith(cause))
        .toList();
  }

  /** Restarts the program if it has exited with 1 and has named the cause; fails otherwise. */
  public void restartIfEnded() throws IOException, InterruptedException {
    if (process.exitCode().isEmpty() || isDone()) {
      return;
    }
    assertThat(process.exitCode().getAsInt())
        .as(() -> "exit code: " + process.failure().getMessage())
        .isEqualTo(1);
    restarts++;
    assertThat(causes())
        .as("lines that name a cause in " + command.log())
        .hasSizeGreaterThanOrEqualTo(restarts);
    assertThat(restarts).as("restarts of the " + command.name()).isLessThanOrEqualTo(RESTARTS);
    process = rig.startAgain(process, command);
  }
}
