package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class ExceptionTextTest {
  /** Kafka's client reports a missing topic with an empty message. */
  @Test
  void of_messageIsMissingOrEmpty_isTheClass() {
    assertThat(ExceptionText.of(new UnknownTopicOrPartitionException("")))
        .isEqualTo("UnknownTopicOrPartitionException");
    assertThat(ExceptionText.of(new IOException())).isEqualTo("IOException");
  }

  @Test
  void of_messageAndCause() {
    assertThat(ExceptionText.of(new IOException("a", new IOException("b")))).isEqualTo("a: b");
    assertThat(ExceptionText.of(new IOException("a: b", new IOException("b")))).isEqualTo("a: b");
  }
}
