package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path directory;

  @Test
  void write_createsDirectoriesAndLeavesNothingElse() throws IOException {
    Path file = directory.resolve("a/b/report.json");
    WholeFile.write(file, "old");
    WholeFile.write(file, "new ä");
    assertThat(file).hasContent("new ä");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void write_failureKeepsTheOldFile() throws IOException {
    Path file = Files.writeString(directory.resolve("report.json"), "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("full");
                    }))
        .isInstanceOf(CommandException.class)
        .hasMessage("cannot write " + file + ": full");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(file).hasContent("old");
  }

  @Test
  void write_followsNoLinkOfAnotherUser() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "kept");
    Path file = directory.resolve("report.json");
    Files.createSymbolicLink(directory.resolve(".report.json.part"), other);
    Files.createSymbolicLink(file, other);
    WholeFile.write(file, "text");
    assertThat(other).hasContent("kept");
    assertThat(file).hasContent("text");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void write_hasTheRightsOfAnyNewFile() throws IOException {
    Path file = directory.resolve("report.json");
    WholeFile.write(file, "text");
    Path usual = Files.writeString(directory.resolve("usual"), "text");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void write_deviceIsFull() {
    assertThatThrownBy(() -> WholeFile.write(Path.of("/dev/full"), "text"))
        .isInstanceOf(CommandException.class)
        .hasMessage("cannot write /dev/full: No space left on device");
  }

  @Test
  void write_deviceIsNotReplaced() {
    Path device = Path.of("/dev/null");
    WholeFile.write(device, "text");
    assertThat(Files.isRegularFile(device)).isFalse();
  }
}
