package org.sfcrime.producer;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sfcrime.commandline.CommandException;

/**
 * Reads the committed records of a topic up to its end.
 *
 * <p>After {@code initTransactions()}, the last transaction of the producer itself is committed or
 * aborted. An open transaction of another producer in the same partition hides all later records.
 * Therefore the reader waits until it has read to the end of the partition, not only to the end of
 * the records that are visible now.
 *
 * @param err for a note while another transaction is open
 * @param consumers creates a consumer with this {@code isolation.level}
 */
record CommittedRecords(
    String topic, PrintStream err, Function<String, Consumer<byte[], byte[]>> consumers) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REPORT_WAIT_AFTER = Duration.ofSeconds(2);

  /** The broker aborts the transaction of a dead producer after 60 s and checks every 10 s. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(90);

  /** Read of each partition also if they are older. */
  private static final long LAST_RECORDS = 1_000;

  CommittedRecords(ProducerOptions options, String topic, PrintStream err) {
    this(topic, err, isolation -> consumer(options, isolation));
  }

  /**
   * Reads the whole topic.
   *
   * @throws CommandException if no record becomes visible for 90 s
   */
  void read(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    readSince(Instant.EPOCH, reader);
  }

  /** Reads the records that were sent since a time, and at least the last of each partition. */
  void readSince(
      Instant since, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    List<TopicPartition> partitions;
    Map<TopicPartition, Long> ends;
    try (Consumer<byte[], byte[]> consumer = consumers.apply("read_uncommitted")) {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      ends = consumer.endOffsets(partitions);
    }
    try (Consumer<byte[], byte[]> consumer = consumers.apply("read_committed")) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      if (since.isAfter(Instant.EPOCH)) {
        seek(consumer, since, ends);
      }
      readTo(ends, consumer, reader);
    }
  }

  private static void seek(
      Consumer<byte[], byte[]> consumer, Instant since, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ends.keySet());
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp first = found.get(partition);
          long start = Math.min(first == null ? end : first.offset(), end - LAST_RECORDS);
          consumer.seek(partition, Math.max(start, beginnings.get(partition)));
        });
  }

  private void readTo(
      Map<TopicPartition, Long> ends,
      Consumer<byte[], byte[]> consumer,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    long lastNanos = System.nanoTime();
    boolean reported = false;
    // Offsets, not numbers of records: markers and aborted records have offsets too.
    while (!ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      records.forEach(reader);
      lastNanos = records.isEmpty() ? lastNanos : System.nanoTime();
      long waitedNanos = System.nanoTime() - lastNanos;
      if (waitedNanos > MAX_WAIT.toNanos()) {
        throw new CommandException(
            String.format(
                "%s could not be read to its end within %d s: a transaction of another producer"
                    + " stays open there; try again later.",
                topic, MAX_WAIT.toSeconds()));
      }
      if (!reported && waitedNanos > REPORT_WAIT_AFTER.toNanos()) {
        reported = true;
        err.printf("Waiting for the end of another producer's transaction in %s.%n", topic);
      }
    }
  }

  private static Consumer<byte[], byte[]> consumer(ProducerOptions options, String isolation) {
    Map<String, Object> properties = new HashMap<>(options.clientProperties());
    properties.keySet().retainAll(ConsumerConfig.configNames());
    // Consumers have this property too, but its classes are the producer's.
    properties.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    // If retention deletes the first records meanwhile, the others are still read.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
