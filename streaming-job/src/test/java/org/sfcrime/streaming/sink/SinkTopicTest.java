package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinkTopicTest {
  private static final Map<String, String> PROPERTIES =
      SinkTopic.producerProperties("127.0.0.1:9", Map.of());

  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(false, new ByteArraySerializer(), new ByteArraySerializer());
  private final SinkTopic.SharedProducer shared = new SinkTopic.SharedProducer(kafka);
  private final SinkTopic.Sender counts =
      new SinkTopic("--sink kafka", "counts", PROPERTIES).new Sender(shared);
  private final SinkTopic.Sender late =
      new SinkTopic("--sink kafka", "late", PROPERTIES).new Sender(shared);

  private static void send(SinkTopic.Sender sender, String topic) throws IOException {
    sender.send(new ProducerRecord<>(topic, new byte[1], new byte[1]));
  }

  @Test
  void send_anotherTaskHasFailed_throwsTheFirstFailure() throws IOException {
    send(counts, "counts");
    send(late, "late");
    kafka.errorNext(new TopicAuthorizationException("not authorized"));
    String first =
        "--sink kafka, topic counts at 127.0.0.1:9: User:ANONYMOUS lacks the right Write on topic"
            + " counts: grant it, see docs/security.md";
    assertThatThrownBy(() -> send(counts, "counts")).hasMessage(first);
    assertThat(kafka.closed()).isTrue();
    assertThatThrownBy(() -> send(late, "late"))
        .isInstanceOf(SinkException.class)
        .hasMessage(first);
    assertThatThrownBy(late::flush).hasMessage(first);
  }

  @Test
  void send_producerIsClosedWithoutAFailure_saysWhichTopic() {
    kafka.close();
    assertThatThrownBy(() -> send(late, "late"))
        .isInstanceOf(SinkException.class)
        .hasMessageStartingWith("--sink kafka, topic late at 127.0.0.1:9: ");
  }

  /** Spark interrupts a task that it does not need, for example the slower of two attempts. */
  @Test
  void send_taskIsInterrupted_otherTasksContinue() throws IOException {
    kafka.sendException = new InterruptException("interrupted");
    assertThatThrownBy(() -> send(counts, "counts")).isInstanceOf(InterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    kafka.sendException = null;
    send(late, "late");
    assertThat(kafka.closed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.timeout.ms=30000",
        "request.timeout.ms=200000",
        "delivery.timeout.ms=30000",
        "linger.ms=1000",
        "default.api.timeout.ms=1000",
        "max.block.ms=1000",
        "buffer.memory=20000",
        "buffer.memory=20000 batch.size=1000",
        "batch.size=300000000 buffer.memory=400000000",
      })
  void producerProperties_settingsOfTheUserDoNotContradictTheDefaults(String settings) {
    Map<String, String> user = new HashMap<>();
    for (String setting : settings.split(" ", -1)) {
      user.put(setting.split("=", -1)[0], setting.split("=", -1)[1]);
    }
    Map<String, String> all = SinkTopic.producerProperties("127.0.0.1:9", user);
    assertThatCode(
            () ->
                new KafkaProducer<>(
                        new HashMap<String, Object>(all),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())
                    .close(Duration.ZERO))
        .doesNotThrowAnyException();
    assertThat(Long.parseLong(all.get("batch.size")))
        .isLessThanOrEqualTo(Long.parseLong(all.get("buffer.memory")));
  }

  @Test
  void producerProperties_noProducerCanBeMade_refusedBeforeTheFirstBatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SinkTopic.producerProperties("127.0.0.1:9", Map.of("retries", "0")))
        .withMessageStartingWith("Kafka client properties: ");
  }

  /** A buffer of this producer that holds such a record is not one of those that it keeps. */
  @Test
  void producerProperties_recordOf50KilobytesIsLargerThanABatch() {
    assertThat(Integer.parseInt(PROPERTIES.get("batch.size"))).isLessThan(50_000);
  }
}
