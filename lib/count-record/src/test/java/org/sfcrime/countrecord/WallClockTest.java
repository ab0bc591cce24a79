package org.sfcrime.countrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import org.junit.jupiter.api.Test;

class WallClockTest {
  @Test
  void parse_formsOfOneTime() {
    assertThat(WallClock.parse("1970-01-02 00:10:00")).isEqualTo(87_000_000);
    assertThat(WallClock.parse("1970-01-02T00:10")).isEqualTo(87_000_000);
    assertThatThrownBy(() -> WallClock.parse("yesterday")).isInstanceOf(DateTimeException.class);
  }

  @Test
  void format_dropsMilliseconds() {
    assertThat(WallClock.format(87_000_999)).isEqualTo("1970-01-02 00:10:00");
    assertThat(WallClock.format(-1)).isEqualTo("1969-12-31 23:59:59");
  }
}
