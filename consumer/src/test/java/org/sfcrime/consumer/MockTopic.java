package org.sfcrime.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A topic with a mock consumer of it. */
final class MockTopic {
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  /** A topic whose partitions are empty. */
  static MockTopic of(int partitions) {
    MockTopic topic = new MockTopic();
    topic.partitions(partitions);
    return topic;
  }

  void partitions(int partitions) {
    consumer.updatePartitions(
        Calls.TOPIC, IntStream.range(0, partitions).mapToObj(MockTopic::info).toList());
    for (int partition = 0; partition < partitions; partition++) {
      consumer.updateBeginningOffsets(Map.of(partition(partition), 0L));
      end(partition, 0);
    }
  }

  private static PartitionInfo info(int partition) {
    return new PartitionInfo(Calls.TOPIC, partition, Node.noNode(), new Node[0], new Node[0]);
  }

  static TopicPartition partition(int partition) {
    return new TopicPartition(Calls.TOPIC, partition);
  }

  void end(int partition, long offset) {
    consumer.updateEndOffsets(Map.of(partition(partition), offset));
  }

  /** With the next poll these records arrive; the end offsets stay what they are set to. */
  @SafeVarargs
  final void arrive(ConsumerRecord<byte[], byte[]>... records) {
    List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      list.add(record);
    }
    consumer.schedulePollTask(() -> list.forEach(consumer::addRecord));
  }

  void atPoll(Runnable task) {
    consumer.schedulePollTask(task);
  }
}
