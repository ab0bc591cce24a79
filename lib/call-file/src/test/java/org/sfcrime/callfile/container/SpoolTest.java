package org.sfcrime.callfile.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.commandline.CommandException;

class SpoolTest {
  @TempDir Path directory;

  @Test
  void open_leavesNoFile() throws IOException {
    try (Spool spool = Spool.open(directory, "the decompressed text")) {
      byte[] text = ContainerBytes.text(100);
      assertThat(spool.copy(ContainerBytes.input(text)).readAllBytes()).isEqualTo(text);
      assertThat(spool.file().size()).isEqualTo(100);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void open_missingDirectory() {
    Path missing = directory.resolve("none");
    assertThatThrownBy(() -> Spool.open(missing, "the order of the calls"))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "The directory for temporary files, "
                + missing
                + ", cannot be written (no such file): it must hold the order of the calls; choose another with JAVA_OPTS=-Djava.io.tmpdir=DIR.");
  }

  @Test
  void copy_fullDisk() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    try (Spool spool =
        new Spool(FileChannel.open(full, StandardOpenOption.WRITE), directory, "the text")) {
      InputStream text = spool.copy(ContainerBytes.input(ContainerBytes.text(100)));
      assertThatThrownBy(text::readAllBytes)
          .isInstanceOf(CommandException.class)
          .hasMessageContaining(directory + ", cannot be written (No space left on device)");
    }
  }
}
