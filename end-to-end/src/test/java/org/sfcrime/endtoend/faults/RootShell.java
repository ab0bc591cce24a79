package org.sfcrime.endtoend.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.sfcrime.endtoend.harness.Shell;

/** Runs commands of the operating system that require root. */
final class RootShell {
  private RootShell() {}

  /**
   * Runs a command whose words have no spaces.
   *
   * @throws IOException if the command cannot be started or fails
   */
  static String run(String command) throws IOException, InterruptedException {
    return Shell.run(List.of(command.split(" ")));
  }

  /** Runs a command, and skips the test if the user is not root or root may not run the command. */
  static void assume(String command) throws IOException, InterruptedException {
    assumeTrue(run("id -u").equals("0"), "needs root");
    try {
      run(command);
    } catch (IOException e) {
      Assumptions.abort("needs root with this right: " + e.getMessage());
    }
  }

  /** Runs a command that cleans up, and ignores its exit code. */
  static void quietly(String command) {
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
