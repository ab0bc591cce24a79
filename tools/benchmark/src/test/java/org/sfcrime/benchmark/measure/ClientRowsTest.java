package org.sfcrime.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientRowsTest {
  @Test
  void sent_lastRateIsThatOfTheWholeRun() {
    String log =
        """
        2000 records sent, 400.2 records/sec (0.16 MB/sec), 1.0 ms avg latency, 5.00 ms max latency.
        5000 records sent, 12106.537530 records/sec (4.74 MB/sec), 27.87 ms avg latency, 344.00 ms max latency, 27 ms 50th.
        """;
    assertThat(ClientRows.lastRate(ClientRows.SENT, log)).isEqualTo(12106.53753);
  }

  @Test
  void consumed_lastRateIsThatOfFetching() {
    String log =
        """
        start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec
        2026-01-02 15:14:58:413, 2026-01-02 15:14:58:920, 1.9889, 3.9230, 5000, 9861.9329, 367, 140, 14.2068, 35714.2857
        """;
    assertThat(ClientRows.lastRate(ClientRows.CONSUMED, log)).isEqualTo(35714.2857);
  }
}
