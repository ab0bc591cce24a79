package org.sfcrime.producer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sfcrime.commandline.CommandException;

/**
 * Reads the newest committed position of a job from the positions topic.
 *
 * <p>After {@code initTransactions()}, the last transaction of the job itself is committed or
 * aborted. An open transaction of another job in the same partition hides all later records.
 * Therefore the reader waits until it has read to the end of the partition, not only to the end of
 * the records that are visible now.
 *
 * <p>Positions are in one partition. Version 0.1.0 wrote them to any partition of the topic, so the
 * reader also looks into the others.
 */
final class PositionReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REPORT_WAIT_AFTER = Duration.ofSeconds(2);

  /** The broker aborts the transaction of a dead producer after 60 s and checks every 10 s. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(90);

  private final ProducerOptions options;
  private final PrintStream err;
  private final Function<String, Consumer<byte[], byte[]>> consumers;
  private final byte[] key;
  private byte[] newest;

  PositionReader(ProducerOptions options, String transactionalId, PrintStream err) {
    this(options, transactionalId, err, isolation -> consumer(options, isolation));
  }

  /**
   * @param consumers creates a consumer with this {@code isolation.level}
   */
  PositionReader(
      ProducerOptions options,
      String transactionalId,
      PrintStream err,
      Function<String, Consumer<byte[], byte[]>> consumers) {
    this.options = options;
    this.err = err;
    this.consumers = consumers;
    this.key = transactionalId.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the newest position.
   *
   * @throws CommandException if the position cannot be read within 90 s, or if another partition
   *     than the first has a position of the job
   */
  Optional<ReplayPosition> newest() {
    List<TopicPartition> partitions;
    Map<TopicPartition, Long> ends;
    try (Consumer<byte[], byte[]> consumer = consumers.apply("read_uncommitted")) {
      partitions =
          consumer.partitionsFor(options.job().positionsTopic()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      ends = consumer.endOffsets(partitions);
    }
    try (Consumer<byte[], byte[]> consumer = consumers.apply("read_committed")) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      readTo(ends, consumer);
    }
    return Optional.ofNullable(newest).map(ReplayPosition::ofJson);
  }

  private void readTo(Map<TopicPartition, Long> ends, Consumer<byte[], byte[]> consumer) {
    long startNanos = System.nanoTime();
    boolean reported = false;
    // Offsets, not numbers of records: markers and aborted records have offsets too.
    while (!ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (Arrays.equals(key, record.key())) {
          requireFirstPartition(record);
          newest = record.value();
        }
      }
      long waitedNanos = System.nanoTime() - startNanos;
      if (waitedNanos > MAX_WAIT.toNanos()) {
        throw new CommandException(
            String.format(
                "The position of the job could not be read from %s within %d s: a transaction of"
                    + " another producer stays open there; try again later.",
                options.job().positionsTopic(), MAX_WAIT.toSeconds()));
      }
      if (!reported && waitedNanos > REPORT_WAIT_AFTER.toNanos()) {
        reported = true;
        err.printf(
            "Waiting for the end of another producer's transaction in %s.%n",
            options.job().positionsTopic());
      }
    }
  }

  private static void requireFirstPartition(ConsumerRecord<byte[], byte[]> record) {
    if (record.partition() != ReplayPosition.PARTITION) {
      throw new CommandException(
          String.format(
              "--resume is refused: topic %s has several partitions, and a position of this job is"
                  + " in partition %d, so the newest position is not certain; publish everything"
                  + " again, without --resume and with another --positions-topic.",
              record.topic(), record.partition()));
    }
  }

  private static Consumer<byte[], byte[]> consumer(ProducerOptions options, String isolation) {
    Map<String, Object> properties = new HashMap<>(options.clientProperties());
    properties.keySet().retainAll(ConsumerConfig.configNames());
    // Consumers have this property too, but its classes are the producer's.
    properties.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
