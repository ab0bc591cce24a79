package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SafeTextTest {
  @Test
  void of_escapesTerminalControls() {
    assertThat(SafeText.of("\u001b[2Jx\u202e\u2028\u007f\ud800\n"))
        .isEqualTo("\\u001b[2Jx\\u202e\\u2028\\u007f\\ud800\\u000a");
    assertThat(SafeText.of(new StringBuilder().appendCodePoint(0xE0001).toString()))
        .isEqualTo("\\udb40\\udc01");
  }

  @Test
  void of_keepsLettersAndJoiners() {
    String text = "Köln 東京 \u200c\u200d 👮";
    assertThat(SafeText.of(text)).isEqualTo(text);
  }

  @Test
  void of_nullIsEmpty() {
    assertThat(SafeText.of(null)).isEmpty();
  }

  @Test
  void oneColumnEach_escapesWideAndCombiningCharacters() {
    assertThat(SafeText.oneColumnEach("Zoë – 東e\u0301\u05d0"))
        .isEqualTo("Zoë – \\u6771e\\u0301\\u05d0");
  }

  @Test
  void beginning_printsTheWholeSize() {
    byte[] value = "abcdef".getBytes(StandardCharsets.UTF_8);
    assertThat(SafeText.beginning(value, 6)).isEqualTo("abcdef");
    assertThat(SafeText.beginning(value, 2)).isEqualTo("ab… (6 bytes)");
    assertThat(SafeText.beginning(null, 2)).isEqualTo("(no value)");
  }
}
