package org.sfcrime.streaming.kafka;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.streaming.count.PartitionsAtStart;

/**
 * The topic of calls when the job starts.
 *
 * @param id changes if the topic is deleted and created again
 * @param firstOffsets the lowest offset that retention has left, by partition
 * @param endOffsets the offset after the last committed record, by partition
 */
public record TopicAtStart(
    String name, String id, Map<Integer, Long> firstOffsets, Map<Integer, Long> endOffsets) {
  private static final int TIMEOUTS_WITHOUT_ANSWER = 4;
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * Finds the topic.
   *
   * @param waits whether to wait for a topic that does not exist
   * @throws CommandException if no broker answers for four time-outs of a request, or if the topic
   *     does not exist and the job does not wait
   */
  public static TopicAtStart find(KafkaOptions kafka, boolean waits, PrintStream err)
      throws InterruptedException {
    try (Admin admin = KafkaAdmin.open(kafka)) {
      return find(() -> describe(admin, kafka.topic()), kafka, waits, err);
    }
  }

  /** Requests the description of the topic. */
  interface Description {
    TopicAtStart request() throws InterruptedException, ExecutionException;

    default long nanoTime() {
      return System.nanoTime();
    }
  }

  static TopicAtStart find(
      Description description, KafkaOptions kafka, boolean waits, PrintStream err)
      throws InterruptedException {
    long patienceNanos = KafkaAdmin.timeout(kafka).multipliedBy(TIMEOUTS_WITHOUT_ANSWER).toNanos();
    long answeredNanos = description.nanoTime();
    boolean told = false;
    while (true) {
      try {
        return description.request();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          if (!waits) {
            throw new CommandException(
                "topic %s does not exist on %s: publish calls first, with bin/producer"
                    .formatted(kafka.topic(), kafka.bootstrapServer()),
                e);
          }
          if (!told) {
            err.printf(
                "waiting for topic %s to be created on %s%n",
                kafka.topic(), kafka.bootstrapServer());
            told = true;
          }
        } else if (!(e.getCause() instanceof RetriableException)) {
          throw new CommandException(
              "cannot describe topic %s: %s"
                  .formatted(kafka.topic(), kafka.explain(e.getCause(), "Read", kafka.topic())),
              e);
        }
        if (!(e.getCause() instanceof TimeoutException)) {
          answeredNanos = description.nanoTime();
          LockSupport.parkNanos(POLL.toNanos());
        } else if (description.nanoTime() - answeredNanos >= patienceNanos) {
          throw new CommandException(
              "no broker answers at %s: is it running (bin/kafka status)?"
                  .formatted(kafka.bootstrapServer()),
              e);
        }
      }
    }
  }

  /**
   * Divides the partitions for the watermark.
   *
   * @param position the next offset of each partition that the checkpoint or the starting offsets
   *     name
   */
  public PartitionsAtStart partitions(Map<Integer, Long> position, boolean isAvailableNow) {
    Map<Boolean, Set<Integer>> finished =
        endOffsets.keySet().stream()
            .collect(
                Collectors.partitioningBy(
                    partition ->
                        isAvailableNow
                            && !hasRecordsFrom(position.getOrDefault(partition, 0L), partition),
                    Collectors.toSet()));
    return new PartitionsAtStart(finished.get(false), finished.get(true));
  }

  private boolean hasRecordsFrom(long offset, int partition) {
    return unread(offset, partition) > 0;
  }

  private long unread(long offset, int partition) {
    return offset == KafkaOptions.LATEST
        ? 0
        : Math.max(0, endOffsets.get(partition) - Math.max(offset, firstOffsets.get(partition)));
  }

  /**
   * Returns the size of the batches with which the job reads the unread offsets in equal batches.
   * Otherwise a batch of a few offsets would often be the last one: the markers of transactions
   * take offsets too.
   *
   * @param position as in {@link #partitions}
   * @param maxOffsets the size that a batch may exceed by 1 %
   */
  public long evenBatch(Map<Integer, Long> position, long maxOffsets) {
    long most = maxOffsets + Math.min(maxOffsets / 100, Long.MAX_VALUE - maxOffsets);
    long unread =
        endOffsets.keySet().stream()
            .mapToLong(partition -> unread(position.getOrDefault(partition, 0L), partition))
            .sum();
    long batches = Math.max(1, ceilDivide(unread, most));
    // Spark rounds the share of each partition down.
    return Math.min(most, ceilDivide(unread, batches) + endOffsets.size());
  }

  private static long ceilDivide(long amount, long by) {
    return -Math.floorDiv(-amount, by);
  }

  private static TopicAtStart describe(Admin admin, String topic)
      throws InterruptedException, ExecutionException {
    TopicDescription description =
        admin.describeTopics(Set.of(topic)).topicNameValues().get(topic).get();
    return new TopicAtStart(
        topic,
        description.topicId().toString(),
        offsets(admin, description, OffsetSpec.earliest()),
        offsets(admin, description, OffsetSpec.latest()));
  }

  /** Reads the offsets up to which the job can read: before the first open transaction. */
  private static Map<Integer, Long> offsets(Admin admin, TopicDescription topic, OffsetSpec offset)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted =
        topic.partitions().stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .collect(Collectors.toMap(Function.identity(), partition -> offset));
    ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    return admin.listOffsets(wanted, committed).all().get().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().partition(), entry -> entry.getValue().offset()));
  }
}
