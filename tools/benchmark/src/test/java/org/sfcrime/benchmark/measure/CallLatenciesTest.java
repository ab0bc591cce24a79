package org.sfcrime.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CallLatenciesTest {
  private final CallLatencies latencies = new CallLatencies();

  @Test
  void eachCall_untilTheFirstCountThatHasIt() {
    latencies.sent("a", 1_000);
    latencies.sent("a", 1_300);
    latencies.sent("a", 1_100);
    latencies.counted("a", 2, 1_500);
    latencies.counted("a", 3, 2_000);
    assertThat(latencies.ofCallsSent(0, 2_000)).containsExactlyInAnyOrder(500.0, 400.0, 700.0);
  }

  @Test
  void warmUp_isLeftOutButCounts() {
    latencies.sent("a", 1_000);
    latencies.sent("a", 5_000);
    latencies.counted("a", 1, 4_000);
    latencies.counted("a", 2, 5_050);
    assertThat(latencies.ofCallsSent(2_000, 6_000)).containsExactly(50.0);
  }

  @Test
  void callInNoCount_isTold() {
    latencies.sent("a", 1_000);
    latencies.sent("a", 1_001);
    latencies.counted("a", 1, 1_100);
    assertThatThrownBy(() -> latencies.ofCallsSent(0, 2_000))
        .hasMessage("call 2 of a is in no count");
  }
}
