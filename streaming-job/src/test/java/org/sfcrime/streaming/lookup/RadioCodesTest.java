package org.sfcrime.streaming.lookup;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RadioCodesTest {
  @TempDir Path folder;

  @Test
  void read_theTableInTheJar() {
    assertThat(RadioCodes.read(null).descriptions()).hasSize(19).containsEntry("HAN", "Handled");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"disposition_code\":\"HAN\",\"description\":\"Handled\"},{\"disposition_code\":22,\"description\":\"Cancel\"}]",
        "{\"disposition_code\":\"HAN\",\"description\":\"Handled\"}\n{\"disposition_code\":22,\"description\":\"Cancel\"}",
        "{\"disposition_code\":\"HAN\",\"description\":\"Handled\"}\r\n\r\n{\"disposition_code\":22,\"description\":\"Cancel\"}\r\n",
        "{\"description\":\"Handled\",\"disposition_code\":\"HAN\",\"more\":{}} {\"disposition_code\":22,\n\"description\":\"Cancel\"}",
        "[{\"disposition_code\":\"HAN\",\"description\":\"Handled\"}]\n[{\"disposition_code\":22,\"description\":\"Cancel\"}]\n",
      })
  void read_everyArrangement(String text) throws IOException {
    for (String mark : List.of("", "\uFEFF")) {
      for (Charset charset : List.of(UTF_8, mark.isEmpty() ? UTF_8 : UTF_16LE)) {
        Path file = Files.writeString(folder.resolve("codes.json"), mark + text, charset);
        assertThat(RadioCodes.read(file).descriptions())
            .containsExactly(Map.entry("HAN", "Handled"), Map.entry("22", "Cancel"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"g3-radio-ndjson-no-final-eol.json, 19", "g8-radio-code-22-as-number.json, 19"})
  void read_samples(String name, int codes) {
    Path file = Path.of("../../shared/data/formats", name);
    assumeThat(file).as("the samples are not part of the repository").exists();
    assertThat(RadioCodes.read(file).descriptions()).hasSize(codes).containsEntry("22", "Cancel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"HAN\":\"Handled\"} | {\"HAN\":\"Handled\"} is not a radio code",
        "[\"HAN\"] | \"HAN\" is not a radio code",
        "[{\"disposition_code\":\"HAN\"}] | {\"disposition_code\":\"HAN\"} is not a radio code",
        "[{\"disposition_code\":true,\"description\":\"x\"}] | {\"disposition_code\":true,\"description\":\"x\"} is not a radio code",
        "[] | no radio codes",
        "'' | no radio codes",
        "[{ | not JSON",
        "disposition_code,description | not JSON",
      })
  void read_anotherForm_showsTheExpectedOne(String text, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("codes.json"), text);
    assertThatThrownBy(() -> RadioCodes.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--radio-codes " + file + ": " + problem)
        .hasMessageEndingWith("of {\"disposition_code\":\"HAN\",\"description\":\"Handled\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"22\"", "22"})
  void read_aCodeTwiceIsAnError(String second) throws IOException {
    Path file = folder.resolve("codes.json");
    Files.writeString(
        file,
        "[{\"disposition_code\":\"22\",\"description\":\"Cancel\"},{\"disposition_code\":%s,\"description\":\"x\"}]"
            .formatted(second));
    assertThatThrownBy(() -> RadioCodes.read(file))
        .hasMessage("--radio-codes " + file + ": disposition code 22 appears twice; keep one");
  }

  @Test
  void read_missingFile() {
    assertThatThrownBy(() -> RadioCodes.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json: cannot be read (no such file)");
  }
}
