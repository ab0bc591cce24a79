package org.sfcrime.streaming.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RadioCodesTest {
  @TempDir Path folder;

  @Test
  void read_theTableInTheJar() {
    assertThat(RadioCodes.read(null).descriptions()).hasSize(19).containsEntry("HAN", "Handled");
  }

  @Test
  void read_aCodeTwiceIsAnError() throws IOException {
    Path file = folder.resolve("codes.json");
    Files.writeString(
        file,
        "[{\"disposition_code\":\"HAN\",\"description\":\"Handled\"},{\"disposition_code\":\"HAN\",\"description\":\"x\"}]");
    assertThatThrownBy(() -> RadioCodes.read(file))
        .hasMessage(file + ": disposition code HAN appears twice; keep one");
  }

  @Test
  void read_missingOrBrokenFile() throws IOException {
    assertThatThrownBy(() -> RadioCodes.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json: cannot be read (NoSuchFileException)");
    Path broken = Files.writeString(folder.resolve("broken.json"), "[{");
    assertThatThrownBy(() -> RadioCodes.read(broken)).hasMessageContaining("not JSON");
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\":{}}");
    assertThatThrownBy(() -> RadioCodes.read(other)).hasMessageContaining("disposition_code");
  }
}
