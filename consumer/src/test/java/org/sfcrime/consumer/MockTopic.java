package org.sfcrime.consumer;

import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A topic and a mock consumer that reads the topic. */
final class MockTopic {
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  /** Creates a topic with empty partitions. */
  static MockTopic of(int partitions) {
    MockTopic topic = new MockTopic();
    topic.partitions(partitions);
    return topic;
  }

  /** Returns clients for a topic with Kafka's default size limit. */
  static ConsumerClients clients(MockConsumer<byte[], byte[]> consumer) {
    return new ConsumerClients(
        properties -> consumer, (properties, topic) -> ConsumerClients.DEFAULT_REQUEST_BYTES);
  }

  void partitions(int partitions) {
    consumer.updatePartitions(
        ConsumedCalls.TOPIC, IntStream.range(0, partitions).mapToObj(MockTopic::info).toList());
    for (int partition = 0; partition < partitions; partition++) {
      consumer.updateBeginningOffsets(Map.of(partition(partition), 0L));
      end(partition, 0);
    }
  }

  private static PartitionInfo info(int partition) {
    return new PartitionInfo(
        ConsumedCalls.TOPIC, partition, Node.noNode(), new Node[0], new Node[0]);
  }

  static TopicPartition partition(int partition) {
    return new TopicPartition(ConsumedCalls.TOPIC, partition);
  }

  void end(int partition, long offset) {
    consumer.updateEndOffsets(Map.of(partition(partition), offset));
  }

  /** Lets records arrive with the next poll; does not change the end offsets. */
  @SafeVarargs
  final void arrive(ConsumerRecord<byte[], byte[]>... records) {
    consumer.schedulePollTask(
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            consumer.addRecord(record);
          }
        });
  }

  void atPoll(Runnable task) {
    consumer.schedulePollTask(task);
  }
}
