package org.sfcrime.producer.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void next_doublesUpToAMinuteAndKeepsTheBound() {
    BackOff backOff = new BackOff(Duration.ofMinutes(5));
    List<Long> seconds = new ArrayList<>();
    for (Duration wait = backOff.next(Duration.ZERO);
        wait != null;
        wait = backOff.next(Duration.ZERO)) {
      seconds.add(wait.toSeconds());
    }
    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void next_asked_isWaitedIfWithinTheBound() {
    BackOff backOff = new BackOff(Duration.ofSeconds(60));
    assertThat(backOff.next(Duration.ofSeconds(50))).isEqualTo(Duration.ofSeconds(50));
    assertThat(backOff.next(Duration.ofSeconds(11))).isNull();
    assertThat(backOff.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
  }
}
