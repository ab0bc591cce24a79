package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"10 minutes", "1 hour", "2 seconds", "250 milliseconds", "3 days", "0 seconds"})
  void format_reversesParse(String text) {
    assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
  }

  @Test
  void parse_withoutSpace() {
    assertThat(Durations.parse("90s")).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void parse_notAnInterval() {
    assertThatThrownBy(() -> Durations.parse("ten minutes"))
        .hasMessage(
            "'ten minutes' is not an interval; write it like \"10 minutes\", \"2 seconds\" or \"1 hour\"");
  }
}
