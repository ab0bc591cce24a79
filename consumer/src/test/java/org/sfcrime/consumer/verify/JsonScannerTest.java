package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.consumer.Calls;

class JsonScannerTest {
  private static int scan(String text) {
    byte[] bytes = Calls.bytes(text);
    return new JsonScanner().value(bytes, 0, bytes.length, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":1,\"b\":[true,false,null]}",
        "{ \"a\" : { \"b\" : [ ] } }",
        "\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9 \\ud800 é 😀\"",
        "-0",
        "0",
        "10.5e+3",
        "1E9",
        "true"
      })
  void value_valid(String text) {
    assertThat(scan(text)).isEqualTo(Calls.bytes(text).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "{'a':1}",
        "01",
        "+1",
        ".5",
        "1.x",
        "nulx",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "\"a\u0000b\"",
        "\u0000",
        "]",
        "}"
      })
  void value_invalid(String text) {
    assertThat(scan(text)).isEqualTo(JsonScanner.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{\"a", "{\"a\"", "{\"a\":", "[1", "[1,", "\"\\u12", "tru", "-", "1."})
  void value_truncated(String text) {
    assertThat(scan(text)).isEqualTo(JsonScanner.TRUNCATED);
  }

  @Test
  void value_nesting() {
    assertThat(scan("[".repeat(1_000) + "]".repeat(1_000))).isEqualTo(2_000);
    assertThat(scan("[".repeat(1_001) + "]".repeat(1_001))).isEqualTo(JsonScanner.INVALID);
  }
}
