package org.sfcrime.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalKafkaTest {
  @Test
  void run() {
    assertThat(LocalKafka.run(new String[0], System.out, System.err)).isZero();
  }
}
