package org.sfcrime.callrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallDateTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2018-12-31T23:57:00.000",
        "2020-02-29T00:00:00.001",
        "2018-03-11T02:30:00.000",
        "0001-01-01T00:00:00.000",
        "9999-12-31T23:59:59.999",
      })
  void parse_realTimes_agreesWithJavaTime(String text) {
    assertThat(CallDateTime.parse(text))
        .isEqualTo(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2018-02-29T00:00:00.000",
        "2018-00-10T00:00:00.000",
        "2018-13-10T00:00:00.000",
        "2018-01-00T00:00:00.000",
        "2018-04-31T00:00:00.000",
        "2018-01-01T24:00:00.000",
        "2018-01-01T00:60:00.000",
        "2018-01-01T00:00:60.000",
        "+018-01-01T00:00:00.000",
        "２018-01-01T00:00:00.000",
      })
  void parse_otherText_isInvalid(String text) {
    assertThat(CallDateTime.parse(text)).isEqualTo(CallDateTime.INVALID);
  }

  @Test
  void isInBounds_from2000() {
    long now = Instant.parse("2024-05-06T07:08:09Z").toEpochMilli();
    assertThat(isInBounds("1999-12-31T23:59:59.999", now)).isFalse();
    assertThat(isInBounds("2000-01-01T00:00:00.000", now)).isTrue();
  }

  /** The limit is in San Francisco time: in winter, in summer and in the hour that occurs twice. */
  @ParameterizedTest
  @CsvSource({
    "2024-01-06T07:08:09Z, 2024-01-06T23:08:09.000",
    "2024-05-06T07:08:09Z, 2024-05-07T00:08:09.000",
    "2024-11-03T08:30:00Z, 2024-11-04T01:30:00.000",
    "2024-11-03T09:30:00Z, 2024-11-04T01:30:00.000",
  })
  void isInBounds_upToADayFromNow(Instant now, String latest) {
    assertThat(isInBounds(latest, now.toEpochMilli())).isTrue();
    assertThat(isInBounds(latest, now.toEpochMilli() - 1)).isFalse();
  }

  private static boolean isInBounds(String time, long nowMillis) {
    return CallDateTime.isInBounds(CallDateTime.parse(time), nowMillis);
  }
}
