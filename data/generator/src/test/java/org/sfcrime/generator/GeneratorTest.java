package org.sfcrime.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GeneratorTest {
  @Test
  void run() {
    assertThat(Generator.run(new String[0], System.out, System.err)).isZero();
  }
}
