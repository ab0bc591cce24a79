package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsumerTest {
  @Test
  void run() {
    assertThat(Consumer.run(new String[0], System.out, System.err)).isZero();
  }
}
