package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamingJobTest {
  @Test
  void run() {
    assertThat(StreamingJob.run(new String[0], System.out, System.err)).isZero();
  }
}
