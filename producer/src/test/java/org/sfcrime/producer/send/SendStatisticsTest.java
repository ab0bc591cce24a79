package org.sfcrime.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendStatisticsTest {
  @Test
  void summary_latenciesOneToAHundred() {
    SendStatistics statistics = new SendStatistics();
    for (int millis = 100; millis >= 1; millis--) {
      statistics.callAcknowledged(0, millis);
    }
    assertThat(statistics.summary())
        .isEqualTo(
            "100 records sent, 0.0 records/sec (0.00 MB/sec), 50.50 ms avg latency, 100.00 ms max"
                + " latency, 50 ms 50th, 95 ms 95th, 99 ms 99th, 100 ms 99.9th.");
  }

  @Test
  void summary_latencyOfMinutes_hasFourDigits() {
    SendStatistics statistics = new SendStatistics();
    statistics.callAcknowledged(0, 500_000);
    assertThat(statistics.summary())
        .containsPattern(" 5000\\d\\d\\.00 ms max latency, 5000\\d\\d ms 50th");
  }

  @Test
  void summary_nothingSent() {
    assertThat(new SendStatistics().summary())
        .isEqualTo(
            "0 records sent, 0.0 records/sec (0.00 MB/sec), 0.00 ms avg latency, 0.00 ms max"
                + " latency, 0 ms 50th, 0 ms 95th, 0 ms 99th, 0 ms 99.9th.");
  }
}
