package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProducerTest {
  @Test
  void run() {
    assertThat(Producer.run(new String[0], System.out, System.err)).isZero();
  }
}
