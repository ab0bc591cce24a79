package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void throughput_spacesCallsEvenly() {
    Pacing pacing = Pacing.throughput(4);
    assertThat(pacing.waitNanos(0, 7 * SECOND)).isZero();
    assertThat(pacing.waitNanos(0, 7 * SECOND)).isEqualTo(SECOND / 4);
    assertThat(pacing.waitNanos(0, 7 * SECOND)).isEqualTo(SECOND / 2);
    assertThat(pacing.waitNanos(0, 7 * SECOND + SECOND / 2)).isEqualTo(SECOND / 4);
  }

  @Test
  void throughput_thatDoesNotDivideASecond_addsUpNoError() {
    Pacing pacing = Pacing.throughput(3);
    for (int i = 0; i < 3_000_000; i++) {
      assertThat(pacing.waitNanos(0, 0)).isBetween(0L, 1_000_000 * SECOND);
    }
    assertThat(pacing.waitNanos(0, 0)).isEqualTo(1_000_000 * SECOND);
  }

  @Test
  void throughput_afterAStall_catchesUpATenthOfASecond() {
    Pacing pacing = Pacing.throughput(100);
    assertThat(pacing.waitNanos(0, 0)).isZero();
    int atOnce = 0;
    while (pacing.waitNanos(0, 10 * SECOND) <= 0) {
      atOnce++;
    }
    assertThat(atOnce).isEqualTo(11);
  }

  @Test
  void speed_replaysTheTimeBetweenEvents() {
    Pacing pacing = Pacing.speed(60);
    assertThat(pacing.waitNanos(1_000_000, 5 * SECOND)).isZero();
    assertThat(pacing.waitNanos(1_060_000, 5 * SECOND)).isEqualTo(SECOND);
    assertThat(pacing.waitNanos(1_060_000, 7 * SECOND)).isEqualTo(-SECOND);
  }

  @Test
  void unlimited_neverWaits() {
    assertThat(Pacing.unlimited().waitNanos(5, 5)).isZero();
  }
}
