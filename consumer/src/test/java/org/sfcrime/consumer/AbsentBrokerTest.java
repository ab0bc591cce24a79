package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AbsentBrokerTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(MockConsumer<byte[], byte[]> client, String... arguments) {
    return Consumer.run(
        arguments,
        new PrintStream(PrintStream.nullOutputStream()),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        MockTopic.clients(client));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void run_noBroker() {
    MockConsumer<byte[], byte[]> silent =
        new MockConsumer<>("earliest") {
          @Override
          public List<PartitionInfo> partitionsFor(String name, Duration timeout) {
            throw new TimeoutException("no");
          }
        };
    assertThat(run(silent, "--bootstrap-server", "nowhere:1", "--broker-timeout-ms", "50"))
        .isEqualTo(1);
    assertThat(errors())
        .startsWith("no broker answers at nowhere:1 yet: waiting for up to 50 ms")
        .contains("consumer: no broker answers at nowhere:1 (waited 50 ms)")
        .hasLineCount(2);
    assertThat(silent.closed()).isTrue();
  }

  @Test
  void run_brokerComesLater() {
    MockTopic topic = MockTopic.of(1);
    topic.consumer.setOffsetsException(new TimeoutException("not yet"));
    assertThat(
            run(topic.consumer, "--topic", ConsumedCalls.TOPIC, "--from-beginning", "--until-end"))
        .isZero();
    assertThat(errors())
        .startsWith("no broker answers at localhost:9092 yet: waiting for up to 60000 ms")
        .contains("0 records in");
  }

  @Test
  void run_closingFailsToo_firstFailureIsTold() {
    MockConsumer<byte[], byte[]> client =
        new MockConsumer<>("earliest") {
          @Override
          public List<PartitionInfo> partitionsFor(String name, Duration timeout) {
            throw new AuthorizationException("Not authorized: calls");
          }

          @Override
          public void close(CloseOptions options) {
            throw new KafkaException("Failed to close kafka consumer");
          }
        };
    assertThat(run(client)).isEqualTo(1);
    assertThat(errors())
        .isEqualToIgnoringNewLines(
            "consumer: User:ANONYMOUS lacks the right Read on topic org.sanfrancisco.sfpd.servicecalls.v1: grant it, see"
                + " docs/security.md (bootstrap server: localhost:9092)");
  }
}
