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

class LastLineTest {
  @TempDir private Path folder;

  @Test
  void of_lastWholeLine() throws IOException {
    Path file = folder.resolve("lines");
    assertThat(LastLine.of(file)).isEmpty();
    Files.writeString(file, "");
    assertThat(LastLine.of(file)).isEmpty();
    Files.writeString(file, "first");
    assertThat(LastLine.of(file)).isEmpty();
    Files.writeString(file, "first\n");
    assertThat(LastLine.of(file)).contains("first");
    Files.writeString(file, "first\nsec");
    assertThat(LastLine.of(file)).contains("first");
    Files.writeString(file, "first\n".repeat(100_000) + "second\n");
    assertThat(LastLine.of(file)).contains("second");
  }

  /** Each line is longer than all before it, so that a wrong place is inside one. */
  @Test
  void of_growingFile_isNeverAPartOfALine() throws IOException {
    Path file = folder.resolve("lines");
    Files.createFile(file);
    for (int round = 0; round < 50; round++) {
      Files.writeString(file, "");
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> append(file));
      while (!writing.isDone()) {
        LastLine.of(file).ifPresent(line -> assertThat(line).matches("<x*>"));
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
