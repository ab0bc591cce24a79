package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleModeTest {
  @Test
  void isLive_onATerminalThatCanMoveTheCursor() {
    assertThat(ConsoleMode.AUTO.isLive(true, "xterm")).isTrue();
    assertThat(ConsoleMode.AUTO.isLive(true, "dumb")).isFalse();
    assertThat(ConsoleMode.AUTO.isLive(true, null)).isFalse();
    assertThat(ConsoleMode.AUTO.isLive(false, "xterm")).isFalse();
    assertThat(ConsoleMode.PLAIN.isLive(true, "xterm")).isFalse();
    assertThat(ConsoleMode.LIVE.isLive(false, "dumb")).isTrue();
  }
}
