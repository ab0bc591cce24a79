package org.sfcrime.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Commits the offsets of a consumer group, at the end and when partitions are revoked. */
final class GroupOffsets implements ConsumerRebalanceListener {
  private final Consumer<byte[], byte[]> consumer;
  private final Duration timeout;
  private final TopicReader reader;
  private KafkaException firstFailure;
  private boolean ended;

  GroupOffsets(Consumer<byte[], byte[]> consumer, Duration timeout, TopicReader reader) {
    this.consumer = consumer;
    this.timeout = timeout;
    this.reader = reader;
  }

  /** Requests the committed offsets of those partitions that have one. */
  Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        new HashMap<>(consumer.committed(partitions, timeout));
    committed.values().removeIf(Objects::isNull);
    return committed;
  }

  /**
   * Commits where the reading of partitions begins, for those without a committed offset. Otherwise
   * the successor of a member that is killed would begin at the end, and nobody would read the
   * records until then.
   */
  void commitStart(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
    offsets.forEach((partition, offset) -> starts.put(partition, new OffsetAndMetadata(offset)));
    starts.keySet().removeAll(committed(offsets.keySet()).keySet());
    if (!starts.isEmpty()) {
      consumer.commitSync(starts, timeout);
    }
  }

  /**
   * Commits the positions of the assigned partitions.
   *
   * @throws KafkaException if this commit or a commit before it fails
   */
  void commitAtEnd() {
    commit(consumer.assignment());
    if (firstFailure != null) {
      throw firstFailure;
    }
  }

  /** Commits nothing from now on. */
  void end() {
    ended = true;
  }

  private void commit(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long position = reader.progress(partition).position;
      if (position != PartitionProgress.NONE) {
        offsets.put(partition, new OffsetAndMetadata(position));
      }
    }
    if (!offsets.isEmpty()) {
      consumer.commitSync(offsets, timeout);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    reader.assigned(partitions);
  }

  /**
   * Commits the positions. A failure is reported at the end, because the client hides the message
   * of an exception that this method throws.
   */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (ended) {
      return;
    }
    try {
      commit(partitions);
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      firstFailure = firstFailure == null ? e : firstFailure;
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    // Another member already reads these partitions, and its commits must not be overwritten.
  }
}
