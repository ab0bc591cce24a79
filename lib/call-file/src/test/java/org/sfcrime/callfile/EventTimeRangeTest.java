package org.sfcrime.callfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.callrecord.CallDateTime;

class EventTimeRangeTest {
  @ParameterizedTest
  @CsvSource({
    "2018-12-31, 2018-12-31T00:00:00",
    "12/31/2018, 2018-12-31T00:00:00",
    "2018-12-31T22:15, 2018-12-31T22:15:00",
    "2018-12-31 22:15:30, 2018-12-31T22:15:30",
    "12/31/2018 10:15:30 PM, 2018-12-31T22:15:30",
    "2018-12-31T22:15:30.250, 2018-12-31T22:15:30.250",
  })
  void of_everyFormOfACallsTime(String text, String time) {
    assertThat(EventTimeRange.of(text, null)).hasToString("--since " + time);
    assertThat(EventTimeRange.of(null, text)).hasToString("--until " + time);
  }

  @Test
  void contains_sinceButNotUntil() {
    EventTimeRange hour = EventTimeRange.of("2018-12-31T22:00:00", "2018-12-31T23:00:00");
    long start = CallDateTime.parse("2018-12-31T22:00:00.000");
    assertThat(hour.contains(start - 1)).isFalse();
    assertThat(hour.contains(start)).isTrue();
    assertThat(hour.contains(start + 3_599_999)).isTrue();
    assertThat(hour.contains(start + 3_600_000)).isFalse();
    assertThat(EventTimeRange.of(null, null)).isEqualTo(EventTimeRange.ALL).hasToString("");
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, , --since (yesterday) is not a time",
    "2018-02-30, , --since (2018-02-30) is not a time",
    "1546300800, , --since (1546300800) is not a time",
    "'', , --since () is not a time",
    ", 2018-12-31T22:00:00Z, --until (2018-12-31T22:00:00Z) must have no zone",
    "2018-12-31, 2018-12-31, --until (2018-12-31) must be later than --since (2018-12-31)",
  })
  void of_noRange_refused(String since, String until, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventTimeRange.of(since, until))
        .withMessageStartingWith(message);
  }
}
