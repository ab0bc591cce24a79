package org.sfcrime.callfile.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callfile.CallTexts;

class JsonLineSplitterTest {
  private static final String A = CallTexts.call("A");
  private static final String B = CallTexts.call("B");

  @TempDir Path directory;

  @Test
  void next_callThatEndsWhereTheWindowEnds() throws IOException {
    // Lines of 512 bytes, shifted by each number of bytes from 0 to 3: the window is 2^18 bytes.
    for (int shift = 0; shift < 4; shift++) {
      StringBuilder text = new StringBuilder("\n".repeat(shift));
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 1 << 11; i++) {
        String id = Integer.toString(1_000_000 + i);
        String call = CallTexts.call(id);
        text.append(call.replace("Alder", "x".repeat(511 - call.length() + 5))).append('\n');
        ids.add(id);
      }
      assertThat(CallTexts.read(directory, text.toString())).as("shift %d", shift).isEqualTo(ids);
    }
  }

  @Test
  void next_severalObjectsOnALine() throws IOException {
    assertThat(CallTexts.read(directory, A + B + "\n" + B + " " + A + "\n" + A + "{\n" + B))
        .containsExactly("A", "B", "B", "A", "A", "not_json: {", "B");
  }

  @Test
  void next_otherValuesBeforeAnObjectOnALine() throws IOException {
    assertThat(CallTexts.read(directory, A + "\n17 " + A + "\t" + B + "\n\"{}\" x " + B + "\n" + B))
        .containsExactly("A", "not_an_object: 17", "A", "B", "not_json: \"{}\" x " + B, "B");
  }

  @Test
  void next_blankLinesAndCarriageReturns() throws IOException {
    assertThat(CallTexts.read(directory, "\uFEFF\r\n" + A + " \r\n\n  \n" + B + "\r\n"))
        .containsExactly("A", "B");
  }
}
