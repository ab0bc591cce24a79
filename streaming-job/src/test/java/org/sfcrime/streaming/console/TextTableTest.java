package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void draw_escapesTextThatCouldControlATerminal() {
    assertThat(
            TextTable.draw(List.of("type", "count"), List.of(List.of("\u001b[2Jx\u202e", "12")), 1))
        .isEqualTo(
            """
            +----------------+-----+
            |type            |count|
            +----------------+-----+
            |\\u001b[2Jx\\u202e|   12|
            +----------------+-----+
            """);
  }
}
