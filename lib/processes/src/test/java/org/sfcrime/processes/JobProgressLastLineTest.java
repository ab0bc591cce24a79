package org.sfcrime.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobProgressLastLineTest {
  @TempDir private Path folder;

  @Test
  void lastLine_lastWholeLine() throws IOException {
    Path file = folder.resolve("lines");
    assertThat(JobProgress.lastLine(file)).isEmpty();
    Files.writeString(file, "");
    assertThat(JobProgress.lastLine(file)).isEmpty();
    Files.writeString(file, "first");
    assertThat(JobProgress.lastLine(file)).isEmpty();
    Files.writeString(file, "first\n");
    assertThat(JobProgress.lastLine(file)).contains("first");
    Files.writeString(file, "first\nsec");
    assertThat(JobProgress.lastLine(file)).contains("first");
    Files.writeString(file, "first\n".repeat(100_000) + "second\n");
    assertThat(JobProgress.lastLine(file)).contains("second");
  }

  /** Each line is longer than those before it, so a wrong start position is inside a line. */
  @Test
  void lastLine_growingFile_isNeverAPartOfALine() throws IOException {
    Path file = folder.resolve("lines");
    Files.createFile(file);
    for (int round = 0; round < 50; round++) {
      Files.writeString(file, "");
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> append(file));
      while (!writing.isDone()) {
        JobProgress.lastLine(file).ifPresent(line -> assertThat(line).matches("<x*>"));
      }
      writing.join();
    }
  }

  private static void append(Path file) {
    try (OutputStream lines = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      for (int length = 1; length < 100_000; length *= 2) {
        lines.write(("<" + "x".repeat(length) + ">\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
