package org.sfcrime.callrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDateTimeTest {
  private static final List<String> DATES =
      List.of("yyyy-MM-dd", "yyyy/MM/dd", "MM/dd/yyyy", "M/d/yyyy", "M/d/yy", "yyyy-M-d");

  private static final List<String> TIMES =
      List.of("HH:mm", "HH:mm:ss", "HH:mm:ss.SSS", "HH:mm:ss.SSSSSS", "HH:mm:ss.S", "H:mm:ss");

  private static final List<String> HALF_DAYS =
      List.of("hh:mm:ss a", "h:mm:ss a", "h:mm a", "hh:mm:ssa", "hh:mm:ss.SSS a");

  private static final List<LocalDateTime> EDGES =
      List.of(
          LocalDateTime.parse("2018-12-31T00:00:00"),
          LocalDateTime.parse("2018-12-31T00:59:59.999"),
          LocalDateTime.parse("2018-01-02T11:59:59.001"),
          LocalDateTime.parse("2018-01-02T12:00:00"),
          LocalDateTime.parse("2018-01-02T12:59:59"),
          LocalDateTime.parse("2018-01-02T13:00:00"),
          LocalDateTime.parse("2020-02-29T23:59:59.500"),
          LocalDateTime.parse("2000-02-29T01:05:09"),
          LocalDateTime.parse("2018-03-11T02:30:00"),
          LocalDateTime.parse("2026-11-01T01:30:00"));

  /** Each form of a date with each form of a time and each edge, as java.time writes it. */
  @Test
  void parse_everyFormAndEdge_agreesWithJavaTime() {
    List<String> patterns = new ArrayList<>();
    for (String date : DATES) {
      for (String time : TIMES) {
        patterns.add(date + "'T'" + time);
        patterns.add(date + " " + time);
      }
      HALF_DAYS.forEach(time -> patterns.add(date + " " + time));
    }
    for (String pattern : patterns) {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.US);
      for (LocalDateTime edge : EDGES) {
        String text = edge.format(format);
        assertThat(millis(text)).as(text).isEqualTo(millis(shown(edge, pattern)));
        assertThat(millis(" " + text.toLowerCase(Locale.US) + " ")).isEqualTo(millis(text));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12/31/2018 12:00:00 AM, 2018-12-31T00:00",
    "12/31/2018 12:00:00 PM, 2018-12-31T12:00",
    "12/31/2018 11:57:00 PM, 2018-12-31T23:57",
    "2025/10/26 09:05:12 AM, 2025-10-26T09:05:12",
    "1/2/18 9:05, 2018-01-02T09:05",
    "2018-12-31T23:57:00.123999999, 2018-12-31T23:57:00.123",
  })
  void parse_formsOfSources(String text, LocalDateTime expected) {
    assertThat(millis(text)).isEqualTo(millis(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yesterday",
        "2019-02-29T10:00:00",
        "02/29/2019 10:00:00",
        "31/12/2018 10:00:00",
        "2018-12/31 10:00:00",
        "12-31-2018 10:00:00",
        "2018-12-31T24:00:00",
        "2018-12-31T23:60:00",
        "2018-12-31T23:59:60",
        "2016-12-31T23:59:60.000",
        "2018-12-31 00:00:00 AM",
        "2018-12-31 13:00:00 PM",
        "2018-12-31T10:00:",
        "2018-12-31T10:00:00.",
        "2018-12-31T10",
        "2018-12-31T1000",
        "2018-12-31T",
        "2018-12-31X10:00:00",
        "2018-12-31T10:00:00,5",
        "2018-12-31T10:00:00.000.000",
        "2018-12-31T10:00:0",
        "2018-12-31T10:0:00",
        "12/31/201 10:00:00",
        "//2018 10:00",
        "1//2018 10:00",
        "12/31/2018 10:00:00 XM",
        "２018-12-31T10:00:00",
        "2018-12-31T10:00:0\u0660",
      })
  void parse_noDateTime_isInvalid(String text) {
    assertThat(CallDateTime.parse(text)).as(text).isEqualTo(CallDateTime.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2018-12-31T23:57:00.000Z",
        "2018-12-31T23:57Z",
        "2018-12-31T23:57:00z",
        "2018-12-31T23:57:00-08:00",
        "2018-12-31T23:57:00.000+0000",
        "2018-12-31 23:57:00 PST",
        "2018-12-31 23:57:00 America/Los_Angeles",
        "2018-12-31T23:57:00-08:00[America/Los_Angeles]",
        "12/31/2018 11:57:00 PM PST",
      })
  void parse_zone_isNamed(String text) {
    assertThat(CallDateTime.parse(text)).as(text).isEqualTo(CallDateTime.WITH_ZONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2018-12-31", "12/31/2018", "2018/12/31 ", "12/31/18"})
  void parse_dateOnly_isNamed(String text) {
    assertThat(CallDateTime.parse(text)).isEqualTo(CallDateTime.WITHOUT_TIME);
    assertThat(CallDateTime.parseDate(Utf8.of(text)))
        .isEqualTo(millis(LocalDateTime.parse("2018-12-31T00:00:00")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1546300620", "1546300620000", "43465.9979", "-1", "20181231"})
  void parse_number_isNamed(String text) {
    assertThat(CallDateTime.parse(text)).isEqualTo(CallDateTime.NUMBER);
  }

  @Test
  void parseDate_otherText_isInvalid() {
    assertThat(CallDateTime.parseDate(Utf8.of("2018-12-31T10:00"))).isEqualTo(CallDateTime.INVALID);
    assertThat(CallDateTime.parseDate(Utf8.of(""))).isEqualTo(CallDateTime.INVALID);
  }

  @Test
  void format_isTheInverseOfParse() {
    byte[] target = new byte[CallDateTime.TOPIC_BYTES];
    for (LocalDateTime edge : EDGES) {
      CallDateTime.format(millis(edge), target);
      String text = new String(target, StandardCharsets.US_ASCII);
      assertThat(text)
          .isEqualTo(edge.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS")));
      assertThat(CallDateTime.isTopicForm(Utf8.of(text))).isTrue();
    }
  }

  private static LocalDateTime shown(LocalDateTime time, String pattern) {
    if (!pattern.contains("ss")) {
      return time.truncatedTo(ChronoUnit.MINUTES);
    }
    if (pattern.contains("SSS")) {
      return time;
    }
    int tenths = pattern.contains("S") ? time.get(ChronoField.MILLI_OF_SECOND) / 100 : 0;
    return time.with(ChronoField.MILLI_OF_SECOND, tenths * 100L);
  }

  private static long millis(String text) {
    return CallDateTime.parse(text);
  }

  private static long millis(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
