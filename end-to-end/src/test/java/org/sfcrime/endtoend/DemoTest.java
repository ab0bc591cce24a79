package org.sfcrime.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void run() {
    assertThat(Demo.run(new String[0], System.out, System.err)).isZero();
  }
}
