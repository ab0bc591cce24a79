package org.sfcrime.producer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sfcrime.producer.send.CallSender;

/** A cluster that keeps what its producers committed, and aborts the rest. */
final class InMemoryKafkaClients implements KafkaClients {
  static final CallSender.SizeLimits ONE_MEGABYTE =
      CallSender.SizeLimits.ofMessageBytes(1 << 20, 1 << 20);

  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private MockProducer<byte[], byte[]> next;
  Instant readSince;
  String topicId = "id";
  String rejectedTopicId = "rejected id";

  /** Makes the next run use the producer. */
  InMemoryKafkaClients next(MockProducer<byte[], byte[]> producer) {
    next = producer;
    return this;
  }

  static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public TopicFacts topics(ProducerOptions options) {
    return new TopicFacts(ONE_MEGABYTE, topicId, rejectedTopicId);
  }

  @Override
  public Optional<String> topicId(ProducerOptions options) {
    return Optional.ofNullable(topicId);
  }

  @Override
  public Producer<byte[], byte[]> producer(ProducerOptions options, boolean transactional) {
    MockProducer<byte[], byte[]> producer = next == null ? producer() : next;
    next = null;
    producers.add(producer);
    return producer;
  }

  @Override
  public Optional<ReplayPosition> position(ProducerOptions options, String transactionalId) {
    return committed(options.job().positionsTopic()).stream()
        .filter(record -> SampleCalls.text(record.key()).equals(transactionalId))
        .reduce((older, newer) -> newer)
        .map(record -> ReplayPosition.ofJson(record.value()));
  }

  @Override
  public void published(
      ProducerOptions options, Instant since, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    readSince = since;
    for (ProducerRecord<byte[], byte[]> record : committed(options.topic())) {
      reader.accept(new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value()));
    }
  }

  /** Returns what can be read of a topic. */
  List<ProducerRecord<byte[], byte[]>> committed(String topic) {
    return producers.stream()
        .flatMap(producer -> producer.history().stream())
        .filter(record -> record.topic().equals(topic))
        .toList();
  }
}
