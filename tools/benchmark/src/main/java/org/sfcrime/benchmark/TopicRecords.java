package org.sfcrime.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics, up to the ends of now. */
final class TopicRecords {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final JsonFactory JSON = new JsonFactory();

  private TopicRecords() {}

  /**
   * Reads what is committed.
   *
   * @param reader says whether it wants more
   */
  static void read(String broker, String topic, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (!reader.test(record)) {
            return;
          }
        }
      }
    }
  }

  /** The values of the first records that come, each with a line end. */
  static byte[] firstValues(String broker, String topic, int records) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    int[] left = {records};
    read(
        broker,
        topic,
        record -> {
          lines.writeBytes(record.value());
          lines.write('\n');
          return --left[0] > 0;
        });
    return lines.toByteArray();
  }

  /** The sum of the newest totals in a topic of counts. */
  static NewestTotals totals(String broker, String topic) {
    NewestTotals totals = new NewestTotals();
    read(
        broker,
        topic,
        record -> {
          totals.put(record.key(), count(record.value()));
          return true;
        });
    return totals;
  }

  static long count(byte[] value) {
    return Long.parseLong(Fields.of(JSON, value, Set.of("count")).get("count"));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String broker) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            "false",
            "max.poll.records",
            10_000,
            "max.partition.fetch.bytes",
            8 << 20),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
