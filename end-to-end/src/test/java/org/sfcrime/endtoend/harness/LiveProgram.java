package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.sfcrime.processes.StartedProcess;

/** A program that is started again with the same command when it stops and names the cause. */
public final class LiveProgram {
  private static final int RESTARTS = 20;

  private final Rig rig;
  private final StartedProcess.Command command;
  private final String cause;
  private StartedProcess process;
  private int restarts;

  /**
   * Starts it.
   *
   * @param cause how the line begins in which it names a cause
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

  /** The lines in which it has named causes. */
  public List<String> causes() throws IOException {
    return Files.readAllLines(command.log(), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith(cause))
        .toList();
  }

  /** Starts it again if it has stopped; there is no third way to end. */
  public void tend() throws IOException, InterruptedException {
    if (process.exitCode().isEmpty() || isDone()) {
      return;
    }
    assertThat(process.exitCode().getAsInt())
        .as(() -> "exit code: " + process.failure().getMessage())
        .isEqualTo(1);
    restarts++;
    assertThat(causes())
        .as("causes named in " + command.log())
        .hasSizeGreaterThanOrEqualTo(restarts);
    assertThat(restarts).as("restarts of the " + command.name()).isLessThanOrEqualTo(RESTARTS);
    process = rig.startAgain(process, command);
  }
}
