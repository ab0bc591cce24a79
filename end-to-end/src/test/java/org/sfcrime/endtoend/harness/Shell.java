package org.sfcrime.endtoend.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs commands of the operating system and captures their output. */
public final class Shell {
  private Shell() {}

  /**
   * Runs a command to its end.
   *
   * @return standard output and standard error, without surrounding white space
   * @throws IOException if the command cannot be started or its exit code is not 0
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s: exit code %d: %s".formatted(String.join(" ", command), process.exitValue(), output));
    }
    return output;
  }

  /** The path of a program of the JDK that runs the tests, such as {@code java}. */
  public static String jdkProgram(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
