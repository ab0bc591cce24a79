package org.sfcrime.endtoend.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/** Small commands of the operating system that only root may run. */
public final class RootShell {
  private RootShell() {}

  /**
   * Runs a command of words without spaces to its end.
   *
   * @throws IOException if it cannot be run, or fails
   */
  public static String run(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("%s: exit code %d: %s".formatted(command, process.exitValue(), said));
    }
    return said;
  }

  /**
   * Skips the test where there is no root, or one without the right to do what the command does.
   */
  public static void assume(String command) throws IOException, InterruptedException {
    assumeTrue(run("id -u").equals("0"), "needs root");
    try {
      run(command);
    } catch (IOException e) {
      Assumptions.abort("needs root that may do this: " + e.getMessage());
    }
  }

  /** Cleans up: what is gone already is as good. */
  public static void quietly(String command) {
    try {
      new ProcessBuilder(command.split(" "))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
