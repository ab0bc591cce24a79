package org.sfcrime.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;

/** A topic and a mock consumer that reads the topic. */
final class MockTopic {
  final MockConsumer<byte[], byte[]> consumer;

  /** Whether a broker answers; otherwise every request times out. */
  boolean brokerAnswers = true;

  /** The offsets that were committed, also after the consumer is closed. */
  final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();

  /** The id of the topic. */
  Uuid id = Uuid.randomUuid();

  /** How many of the next requests time out. */
  int lostRequests;

  private MockTopic(String reset) {
    consumer = new Client(reset);
  }

  /** Creates a topic with empty partitions. */
  static MockTopic of(int partitions) {
    return of(partitions, "earliest");
  }

  /**
   * Creates a topic with empty partitions.
   *
   * @param reset the value of {@code auto.offset.reset}
   */
  static MockTopic of(int partitions, String reset) {
    MockTopic topic = new MockTopic(reset);
    topic.partitions(partitions);
    return topic;
  }

  /** A mock consumer with more of the behaviour of the real one. */
  private final class Client extends MockConsumer<byte[], byte[]> {
    Client(String reset) {
      super(reset);
    }

    private void request() {
      if (!brokerAnswers || lostRequests-- > 0) {
        throw new TimeoutException("no");
      }
    }

    /** Without partitions, the real consumer resets all assigned partitions. */
    @Override
    public synchronized void seekToBeginning(Collection<TopicPartition> some) {
      super.seekToBeginning(some.isEmpty() ? assignment() : some);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String name, Duration timeout) {
      // The real consumer answers from its cache if it knows the topic.
      List<PartitionInfo> known = super.partitionsFor(name, timeout);
      if (known.isEmpty()) {
        request();
      }
      return known;
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> of) {
      request();
      return super.beginningOffsets(of);
    }

    /** For a deleted topic, the real consumer repeats the request until the time-out. */
    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> of) {
      request();
      if (!of.isEmpty() && partitionsFor(ConsumedCalls.TOPIC).isEmpty()) {
        throw new TimeoutException("unknown topic");
      }
      return super.endOffsets(of);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
        Set<TopicPartition> of, Duration timeout) {
      request();
      return super.committed(of, timeout);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      request();
      super.commitSync(offsets, timeout);
      commits.putAll(offsets);
    }
  }

  /** Returns clients for a topic with Kafka's default size limit. */
  static ConsumerClients clients(MockConsumer<byte[], byte[]> consumer) {
    ConsumerClients.TopicAdmin admin =
        new ConsumerClients.TopicAdmin() {
          @Override
          public long maxMessageBytes() {
            return KafkaTopicAdmin.DEFAULT_REQUEST_BYTES;
          }

          @Override
          public CompletableFuture<Uuid> id() {
            return CompletableFuture.completedFuture(Uuid.ZERO_UUID);
          }

          @Override
          public void close() {}
        };
    return new ConsumerClients(properties -> consumer, (properties, topic) -> admin);
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

  CompletableFuture<Uuid> requestId() {
    return brokerAnswers
        ? CompletableFuture.completedFuture(id)
        : CompletableFuture.failedFuture(new TimeoutException("no"));
  }

  void delete() {
    consumer.updatePartitions(ConsumedCalls.TOPIC, List.of());
  }

  /** Assigns other partitions to this member of a group: first none, as a real group does. */
  void rebalance(int... partitions) {
    consumer.rebalance(List.of());
    consumer.rebalance(IntStream.of(partitions).mapToObj(MockTopic::partition).toList());
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
