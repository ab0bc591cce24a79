package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendStatisticsTest {
  @Test
  void percentiles_ofOneToAHundred() {
    LatencyHistogram latencies = new LatencyHistogram();
    for (int millis = 100; millis >= 1; millis--) {
      latencies.add(millis);
    }
    assertThat(latencies.percentileMillis(0.5)).isEqualTo(50);
    assertThat(latencies.percentileMillis(0.99)).isEqualTo(99);
    assertThat(latencies.percentileMillis(0.999)).isEqualTo(100);
    assertThat(latencies.averageMillis()).isEqualTo(50.5);
    assertThat(latencies.maxMillis()).isEqualTo(100);
  }

  @Test
  void percentiles_beyondTwoMinutes_areTheMaximum() {
    LatencyHistogram latencies = new LatencyHistogram();
    latencies.add(500_000);
    assertThat(latencies.percentileMillis(0.5)).isEqualTo(500_000);
  }

  @Test
  void summary_nothingSent() {
    assertThat(new SendStatistics().summary())
        .isEqualTo(
            "0 records sent, 0.0 records/sec (0.00 MB/sec), 0.00 ms avg latency, 0.00 ms max"
                + " latency, 0 ms 50th, 0 ms 95th, 0 ms 99th, 0 ms 99.9th.");
  }
}
