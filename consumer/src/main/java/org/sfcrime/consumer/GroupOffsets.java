package org.sfcrime.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits the offsets of a consumer group, at the end and when partitions are revoked.
 *
 * @param fromBeginning whether partitions without a committed offset start at the first record
 */
record GroupOffsets(
    Consumer<byte[], byte[]> consumer, Duration timeout, TopicReader reader, boolean fromBeginning)
    implements ConsumerRebalanceListener {
  void commit(Collection<TopicPartition> partitions) {
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
    partitions.forEach(reader::progress);
    if (fromBeginning && !partitions.isEmpty()) {
      Set<TopicPartition> fresh = new HashSet<>(partitions);
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(fresh, timeout);
      fresh.removeIf(partition -> committed.get(partition) != null);
      consumer.seekToBeginning(fresh);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    commit(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    // Another member already reads these partitions, and its commits must not be overwritten.
  }
}
