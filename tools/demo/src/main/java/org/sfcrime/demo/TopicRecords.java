package org.sfcrime.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics. */
public final class TopicRecords {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicRecords() {}

  /** What is committed in the topic, until the ends of now. */
  public static List<ConsumerRecord<byte[], byte[]>> committed(String broker, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
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
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** The newest value of each key, as a compacted topic keeps it; a key without value is gone. */
  public static Map<String, byte[]> newest(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, byte[]> newest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        newest.remove(key);
      } else {
        newest.put(key, record.value());
      }
    }
    return newest;
  }

  /** Where each partition of the topic ends for a reader of committed records. */
  public static Map<Integer, Long> ends(String broker, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker)) {
      Map<Integer, Long> ends = new LinkedHashMap<>();
      consumer
          .endOffsets(
              consumer.partitionsFor(topic).stream()
                  .map(info -> new TopicPartition(topic, info.partition()))
                  .toList())
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      return ends;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String broker) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "none",
            "enable.auto.commit",
            "false",
            "max.partition.fetch.bytes",
            64 << 20),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
