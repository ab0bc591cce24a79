package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void parse_format() {
    for (String text :
        List.of("10 minutes", "1 hour", "2 seconds", "250 milliseconds", "3 days", "0 seconds")) {
      assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }
    assertThat(Durations.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThatThrownBy(() -> Durations.parse("ten minutes"))
        .hasMessage(
            "'ten minutes' is not an interval; write it like \"10 minutes\", \"2 seconds\" or \"1 hour\"");
  }
}
