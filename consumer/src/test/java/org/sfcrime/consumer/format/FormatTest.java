package org.sfcrime.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sfcrime.consumer.ConsumedCalls;

class FormatTest {
  private static final String HOSTILE =
      "\u001b[2J\u0007\u0000\u007f\u009b31m\u202eabc\u2066\u2069\u200e\u200f\r\n\u2028";

  private static String show(Format format, ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder();
    format.recordFormat(Integer.MAX_VALUE).append(record, text);
    return text.toString();
  }

  @Test
  void append_line() {
    assertThat(show(Format.LINE, ConsumedCalls.record(2, 17, ConsumedCalls.json("183650001"))))
        .isEqualTo(
            "2018-12-31 23:57:00  Traffic Stop          ADM           Alder St/buttercup Row                    2/17\n");
  }

  @Test
  void append_lineNotACall() {
    assertThat(show(Format.LINE, ConsumedCalls.record(0, 1, "oops")))
        .isEqualTo("(not_json) oops  0/1\n");
    assertThat(show(Format.LINE, ConsumedCalls.record(0, 2, null, null)))
        .isEqualTo("(null value) key null  0/2\n");
  }

  @Test
  void append_lineLongTextsStayApart() {
    String call = ConsumedCalls.json("1").replace("Traffic Stop", "Suspicious Person In A Vehicle");
    assertThat(show(Format.LINE, ConsumedCalls.record(2, 17, call)))
        .isEqualTo(
            "2018-12-31 23:57:00  Suspicious Person In A Vehicle  ADM           Alder St/buttercup Row                    2/17\n");
  }

  @Test
  void append_tableNotACall() {
    assertThat(show(Format.TABLE, ConsumedCalls.record(0, 1, "x".repeat(200))))
        .isEqualTo("(not_json) " + "x".repeat(108) + "…  0/1\n");
  }

  @Test
  void append_table() {
    StringBuilder text = new StringBuilder();
    RecordFormat table = Format.TABLE.recordFormat(Integer.MAX_VALUE);
    table.header(text);
    table.append(
        ConsumedCalls.record(2, 17, ConsumedCalls.json("183650001", "Treasure Island")), text);
    assertThat(text.toString().lines())
        .containsExactly(
            "Time                 Crime id    Crime type            Disposition   Address                               City           Partition/offset",
            "-------------------  ----------  --------------------  ------------  ------------------------------------  -------------  ----------------",
            "2018-12-31 23:57:00  183650001   Traffic Stop          ADM           Alder St/buttercup Row                Treasure Isl…  2/17");
  }

  /** A line with the usual texts, one with long texts, and one that is not a call. */
  private static String onTerminal(Format format, int columns) {
    StringBuilder text = new StringBuilder();
    RecordFormat lines = format.recordFormat(columns);
    lines.header(text);
    String longType =
        ConsumedCalls.json("183650001").replace("Traffic Stop", "Suspicious Person In A Vehicle");
    lines.append(ConsumedCalls.record(2, 17, ConsumedCalls.json("183650001")), text);
    lines.append(ConsumedCalls.record(10, 123_456_789, longType), text);
    lines.append(ConsumedCalls.record(0, 1, "x".repeat(200)), text);
    return text.toString();
  }

  @Test
  void append_lineOnANarrowTerminal() {
    assertThat(onTerminal(Format.LINE, 120).lines().map(String::length))
        .containsExactly(103, 111, 102);
    assertThat(onTerminal(Format.LINE, 80))
        .isEqualTo(
            """
            2018-12-31 23:57:00  Traffic Stop          ADM           Alder St…  2/17
            2018-12-31 23:57:00  Suspicious Person I…  ADM           Alder St…  10/123456789
            (not_json) xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  0/1
            """);
    assertThat(onTerminal(Format.LINE, 40))
        .isEqualTo(
            """
            2018-12-31 23:57:00  Traffic Stop
            2018-12-31 23:57:00  Suspicious Person …
            (not_json) xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINE", "TABLE"})
  void append_neverLongerThanTheTerminal(Format format) {
    for (int columns = 20; columns <= 160; columns++) {
      assertThat(onTerminal(format, columns).lines().mapToInt(String::length).max().orElseThrow())
          .as("on %d columns", columns)
          .isLessThanOrEqualTo(columns);
    }
    assertThat(onTerminal(format, 1)).isEqualTo(onTerminal(format, 20));
  }

  @Test
  void append_json() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    String line =
        show(
            Format.JSON,
            ConsumedCalls.record(2, 17, " " + ConsumedCalls.json("1").replace(",", ",\n")));
    assertThat(line)
        .isEqualTo(
            "{\"topic\":\"calls\",\"partition\":2,\"offset\":17,\"timestamp\":1546300800000,\"key\":\"1\",\"value\":"
                + ConsumedCalls.json("1")
                + "}\n");
    assertThat(json.readTree(show(Format.JSON, ConsumedCalls.record(0, 1, null, null))))
        .isEqualTo(
            json.readTree(
                "{\"topic\":\"calls\",\"partition\":0,\"offset\":1,\"timestamp\":1546300800000,\"key\":null,\"value\":null}"));
    assertThat(
            json.readTree(show(Format.JSON, ConsumedCalls.record(0, 1, "a \"quoted\\\" \u001b")))
                .get("value")
                .asText())
        .isEqualTo("a \"quoted\\\" \u001b");
  }

  @Test
  void append_jsonHostileValueStaysTheSameJson() throws JsonProcessingException {
    // JSON strings may contain C1 controls, delete and direction marks without escapes.
    String city = "\u007f\u009b31m\u202eabc\u200f😀é";
    JsonNode shown =
        new ObjectMapper()
            .readTree(show(Format.JSON, ConsumedCalls.record(0, 1, ConsumedCalls.json("1", city))));
    assertThat(shown.get("value").get("city").asText()).isEqualTo(city);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void append_hostileCharactersNeverRaw(Format format) {
    String escaped =
        HOSTILE.chars().mapToObj(c -> String.format("\\u%04x", c)).reduce("", String::concat);
    for (ConsumerRecord<byte[], byte[]> record :
        List.of(
            ConsumedCalls.record(0, 1, HOSTILE),
            ConsumedCalls.record(0, 1, ConsumedCalls.json(escaped, escaped)),
            ConsumedCalls.record(0, 1, ConsumedCalls.json("\u007f\u009b\u202e", "\u009b\u2066")),
            ConsumedCalls.record(0, 1, ConsumedCalls.bytes(HOSTILE), null))) {
      String shown = show(format, record);
      assertThat(shown).endsWith("\n");
      assertThat(shown.substring(0, shown.length() - 1))
          .doesNotContainPattern(
              "[\\p{Cntrl}\u0080-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028]");
    }
  }

  @Test
  void append_showsEscapes() {
    assertThat(show(Format.LINE, ConsumedCalls.record(0, 1, "\u001b[2J")))
        .isEqualTo("(not_json) \\u001b[2J  0/1\n");
  }

  @Test
  void append_longTextIsCut() {
    assertThat(show(Format.LINE, ConsumedCalls.record(0, 1, "x".repeat(5_000_000))))
        .hasSizeLessThan(200);
  }
}
