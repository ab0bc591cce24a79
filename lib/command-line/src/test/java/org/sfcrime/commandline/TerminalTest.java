package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void size_variablesThenTheTerminalThenTheUsual() {
    assertThat(Terminal.size(Map.of(), "40 120\n")).isEqualTo(new Terminal.Size(120, 40));
    assertThat(Terminal.size(Map.of("COLUMNS", "60"), "40 120\n"))
        .isEqualTo(new Terminal.Size(60, 40));
    assertThat(Terminal.size(Map.of("COLUMNS", "wide"), "0 0\n")).isEqualTo(Terminal.USUAL);
    assertThat(Terminal.size(Map.of(), "")).isEqualTo(Terminal.USUAL);
  }
}
