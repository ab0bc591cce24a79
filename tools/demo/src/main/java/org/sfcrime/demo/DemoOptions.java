package org.sfcrime.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;

/**
 * The options of every demo.
 *
 * @param out the directory for results and logs
 * @param secure whether the broker has TLS and users
 */
record DemoOptions(Path out, boolean dashboard, boolean secure) {
  DemoOptions {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out (" + out + ") is a file, not a directory");
    }
    out = out.toAbsolutePath();
  }

  /**
   * Locks the output directory, until the channel is closed or this process ends. Another demo
   * would delete the results and the logs of this one.
   *
   * @throws CommandException if another demo has locked the directory, or it cannot be written
   */
  FileChannel lockOut() {
    String problem;
    try {
      Files.createDirectories(out);
      FileChannel channel =
          FileChannel.open(
              out.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return channel;
      }
      channel.close();
      problem = "another demo writes to it";
    } catch (IOException e) {
      problem = ExceptionText.of(e);
    }
    throw new CommandException(
        "cannot use %s: %s; choose another directory with --out".formatted(out, problem));
  }

  Path countsFile() {
    return out.resolve("counts.csv");
  }

  Path reportFile() {
    return out.resolve("report.html");
  }

  Path logs() {
    return out.resolve("logs");
  }

  Path reconciliationFile() {
    return out.resolve("reconciliation.json");
  }
}
