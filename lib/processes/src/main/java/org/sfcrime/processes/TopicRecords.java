package org.sfcrime.processes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sfcrime.commandline.CommandException;

/** Reads the committed records of a topic. */
public final class TopicRecords {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicRecords() {}

  /**
   * Reads from the beginning to the current end offsets.
   *
   * @param wantsMore receives each record; reading ends when it returns false
   * @throws CommandException if the broker refuses
   */
  public static void read(
      String broker, String topic, Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
    read(broker, topic, partition -> true, wantsMore);
  }

  /** Reads only the partitions that match. */
  public static void read(
      String broker,
      String topic,
      IntPredicate partitions,
      Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
    read(client(broker), topic, partitions, wantsMore);
  }

  private static void read(
      Map<String, Object> client,
      String topic,
      IntPredicate partitions,
      Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(consumer, topic, partitions));
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (!wantsMore.test(record)) {
            return;
          }
        }
      }
    } catch (KafkaException e) {
      throw new CommandException(
          "cannot read the topic %s: %s".formatted(topic, e.getMessage()), e);
    }
  }

  /** All records up to the current end offsets. */
  public static List<ConsumerRecord<byte[], byte[]>> committed(String broker, String topic) {
    return committed(client(broker), topic);
  }

  /** All records up to the current end offsets, for a client with these properties. */
  public static List<ConsumerRecord<byte[], byte[]>> committed(
      Map<String, Object> client, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    read(client, topic, partition -> true, records::add);
    return records;
  }

  /** The newest value of each key, without keys whose newest value is null. */
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

  /** The current end offset of each partition. */
  public static Map<Integer, Long> ends(Map<String, Object> client, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
      return consumer.endOffsets(partitions(consumer, topic, partition -> true)).entrySet().stream()
          .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }
  }

  private static Collection<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic, IntPredicate partitions) {
    return consumer.partitionsFor(topic).stream()
        .filter(info -> partitions.test(info.partition()))
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static Map<String, Object> client(String broker) {
    return Logins.NONE.client(Logins.ADMIN, broker);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "auto.offset.reset", "none",
            "enable.auto.commit", "false",
            "max.poll.records", "10000",
            "max.partition.fetch.bytes", 8 << 20));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
