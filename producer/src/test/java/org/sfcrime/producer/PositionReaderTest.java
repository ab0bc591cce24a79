package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;

/** A positions topic that had one partition and now has five. */
class PositionReaderTest {
  private static final int PARTITIONS = 5;
  private static final ReplayPosition.Job JOB =
      new ReplayPosition.Job("t", "id", "r", "rid", "file", "3-0a", 1, 2, 3);

  private final ProducerOptions options = Published.options("--file", "f", "--resume");
  private final String topic = options.job().positionsTopic();
  private final MockConsumer<byte[], byte[]> forEnds = consumer();
  private final MockConsumer<byte[], byte[]> forRecords = consumer();

  @Test
  void newest_isTheLastOfTheFirstPartition() {
    records(position(0, 0, 1000), position(0, 1, 2000), other(3));
    assertThat(newest()).hasValue(new ReplayPosition(JOB, 2000, 0, false));
  }

  @Test
  void newest_noPosition() {
    records(other(0), other(3));
    assertThat(newest()).isEmpty();
  }

  /** Version 0.1.0 wrote the second position; which of the two is newer is not known. */
  @Test
  void newest_positionInAnotherPartition_isRefused() {
    records(position(0, 0, 1000), position(3, 0, 2000));
    assertThatThrownBy(this::newest)
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("--resume is refused: topic " + topic + " has several partitions")
        .hasMessageEndingWith("with another --positions-topic.");
  }

  private Optional<ReplayPosition> newest() {
    CommittedRecords positions =
        new CommittedRecords(
            topic,
            new PrintStream(PrintStream.nullOutputStream()),
            isolation -> isolation.equals("read_committed") ? forRecords : forEnds);
    return new PositionReader(positions, options.job().transactionalId()).newest();
  }

  private MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(
        topic, IntStream.range(0, PARTITIONS).mapToObj(this::partitionInfo).toList());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Map<TopicPartition, Long> start = Map.of(new TopicPartition(topic, partition), 0L);
      consumer.updateBeginningOffsets(start);
      consumer.updateEndOffsets(start);
    }
    return consumer;
  }

  private PartitionInfo partitionInfo(int partition) {
    return new PartitionInfo(topic, partition, Node.noNode(), new Node[0], new Node[0]);
  }

  @SafeVarargs
  private void records(ConsumerRecord<byte[], byte[]>... records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = new TopicPartition(topic, record.partition());
      forEnds.updateEndOffsets(Map.of(partition, record.offset() + 1));
      forRecords.schedulePollTask(() -> forRecords.addRecord(record));
    }
  }

  private ConsumerRecord<byte[], byte[]> position(int partition, long offset, long calls) {
    byte[] key = SampleCalls.bytes(options.job().transactionalId());
    byte[] value = new ReplayPosition(JOB, calls, 0, false).toJson();
    return new ConsumerRecord<>(topic, partition, offset, key, value);
  }

  private ConsumerRecord<byte[], byte[]> other(int partition) {
    return new ConsumerRecord<>(
        topic, partition, 0, SampleCalls.bytes("other"), SampleCalls.bytes("x"));
  }
}
