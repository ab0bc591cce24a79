package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresOptionsTest {
  private static final String URL = "jdbc:postgresql://h/d";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x; drop table y",
        "x\"; drop table y; --",
        "\"x\"",
        "x'",
        "x)",
        "x--",
        "x y",
        "x\n",
        "x\0",
        "X",
        "größe",
        "ⅹ",
        "1x",
        "",
        ".x",
        "x.",
        "a.b.c",
        "a..b"
      })
  void table_thatIsNoName_isRefused(String table) {
    assertThatThrownBy(() -> new PostgresOptions(URL, table, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--jdbc-table ")
        .hasMessageEndingWith("of lower-case letters, digits and _");
  }

  @Test
  void table_isInQuotes() {
    PostgresOptions options = new PostgresOptions(URL, "a_1.order", Map.of());
    assertThat(options.tableSql()).isEqualTo("\"a_1\".\"order\"");
    assertThat(options.stagingSql()).isEqualTo("\"a_1\".\"order_staging\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?user=u&password=canary",
        "jdbc:postgresql://h/d?sslpassword=canary",
        "jdbc:postgresql://u:canary@h/d",
        "jdbc:postgresql://u:canary@h:5432/d"
      })
  void url_withAPassword_isRefused(String url) {
    assertThatThrownBy(() -> new PostgresOptions(url, "t", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--jdbc-url has a password")
        .hasMessageNotContaining("canary");
  }

  @Test
  void text_omitsThePassword() {
    assertThat(new PostgresOptions(URL, "t", Map.of("password", "canary")).toString())
        .doesNotContain("canary");
  }
}
