package org.sfcrime.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.sfcrime.commandline.CommandException;

/** Reads a topic's partitions and keeps the positions, with or without a consumer group. */
final class TopicReader implements ConsumerRebalanceListener {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** The time limit of the first request: a missing broker is reported soon. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(3);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final ConsumerOptions.Start start;
  private final Duration timeout;
  private final Duration firstTimeout;
  private final Map<Integer, PartitionProgress> progress = new TreeMap<>();
  private boolean topicAppeared;

  TopicReader(Consumer<byte[], byte[]> consumer, ConsumerOptions options) {
    this.consumer = consumer;
    this.topic = options.topic();
    this.start = options.start();
    this.timeout = options.answerTimeout();
    this.firstTimeout = timeout.compareTo(FIRST_ANSWER) < 0 ? timeout : FIRST_ANSWER;
  }

  /**
   * Takes the partitions and their starting positions if the topic exists.
   *
   * @throws TimeoutException if no broker answers in time
   */
  boolean open() {
    Set<Integer> partitions = partitions(firstTimeout);
    if (partitions.isEmpty()) {
      // All records of a topic that does not exist yet will be newer than this reader.
      topicAppeared = true;
      return false;
    }
    if (start.group().isPresent()) {
      consumer.subscribe(List.of(topic), this);
      return true;
    }
    if (start.partition().isPresent()) {
      int wanted = start.partition().getAsInt();
      if (!partitions.contains(wanted)) {
        throw new CommandException(
            "topic " + topic + " has no partition " + wanted + "; it has " + partitions);
      }
      partitions = Set.of(wanted);
    }
    assign(partitions, start.fromBeginning() || topicAppeared);
    return true;
  }

  private Set<Integer> partitions(Duration limit) {
    Set<Integer> partitions = new TreeSet<>();
    List<PartitionInfo> infos = consumer.partitionsFor(topic, limit);
    if (infos != null) {
      infos.forEach(info -> partitions.add(info.partition()));
    }
    return partitions;
  }

  private void assign(Set<Integer> added, boolean fromBeginning) {
    Set<TopicPartition> fresh = new TreeSet<>((a, b) -> a.partition() - b.partition());
    added.forEach(partition -> fresh.add(new TopicPartition(topic, partition)));
    List<TopicPartition> all = new ArrayList<>(consumer.assignment());
    all.addAll(fresh);
    consumer.assign(all);
    Map<TopicPartition, Long> offsets =
        fromBeginning
            ? consumer.beginningOffsets(fresh, timeout)
            : consumer.endOffsets(fresh, timeout);
    for (TopicPartition partition : fresh) {
      long offset = offsets.get(partition);
      if (start.offset().isPresent()) {
        offset = checkedOffset(partition, offset);
      }
      consumer.seek(partition, offset);
      progress(partition).position(offset);
    }
  }

  private long checkedOffset(TopicPartition partition, long end) {
    long offset = start.offset().orElseThrow();
    long first = consumer.beginningOffsets(Set.of(partition), timeout).get(partition);
    long afterLast =
        topicAppeared ? consumer.endOffsets(Set.of(partition), timeout).get(partition) : end;
    if (offset < first || offset > afterLast) {
      throw new CommandException(
          String.format(
              "--offset %d is not in partition %s, which has the offsets %d to %d",
              offset, partition, first, afterLast));
    }
    return offset;
  }

  /** Starts reading new partitions of the topic from their beginning; returns these partitions. */
  Set<Integer> addNewPartitions() {
    Set<Integer> added = partitions(timeout);
    consumer.assignment().forEach(known -> added.remove(known.partition()));
    if (!added.isEmpty()) {
      assign(added, true);
    }
    return added;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration duration) {
    return consumer.poll(duration);
  }

  /** Stops reading a partition: records from this offset on count as not read. */
  void stopAt(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
    consumer.pause(Set.of(partition));
  }

  /** Stores the positions after all polled records have been handled. */
  void everythingHandled() {
    for (TopicPartition partition : consumer.assignment()) {
      progress(partition).position(consumer.position(partition, timeout));
    }
  }

  /**
   * Requests the end offsets of the assigned partitions; with read_committed these are the last
   * stable offsets.
   */
  Map<TopicPartition, Long> endOffsets() {
    return consumer.endOffsets(consumer.assignment(), timeout);
  }

  /**
   * Whether each assigned partition has been read up to its offset in the target; false without an
   * assignment.
   */
  boolean reached(Map<TopicPartition, Long> target) {
    Set<TopicPartition> assignment = consumer.assignment();
    for (TopicPartition partition : assignment) {
      Long offset = target.get(partition);
      if (offset == null || progress(partition).position() < offset) {
        return false;
      }
    }
    return !assignment.isEmpty();
  }

  Set<TopicPartition> assignment() {
    return consumer.assignment();
  }

  PartitionProgress progress(TopicPartition partition) {
    return progress.computeIfAbsent(partition.partition(), PartitionProgress::new);
  }

  /** The partitions that were read, in order. */
  List<PartitionProgress> progress() {
    return List.copyOf(progress.values());
  }

  /** The lag by partition, as far as the client knows it without a request. */
  Map<Integer, Long> lag() {
    Map<Integer, Long> lag = new TreeMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      consumer.currentLag(partition).ifPresent(records -> lag.put(partition.partition(), records));
    }
    return lag;
  }

  /** Stores the end offsets for the summary. */
  void noteEndOffsets() {
    Set<TopicPartition> read = new HashSet<>();
    progress.keySet().forEach(partition -> read.add(new TopicPartition(topic, partition)));
    consumer
        .endOffsets(read, CLOSE_TIMEOUT)
        .forEach((partition, offset) -> progress(partition).endOffset(offset));
  }

  /** Commits the positions, with a group. */
  void commit() {
    if (start.group().isPresent()) {
      commit(consumer.assignment());
    }
  }

  private void commit(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long position = progress(partition).position();
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
    partitions.forEach(this::progress);
    if (topicAppeared && !partitions.isEmpty()) {
      Set<TopicPartition> fresh = new HashSet<>(partitions);
      consumer
          .committed(fresh, timeout)
          .forEach(
              (partition, committed) -> {
                if (committed != null) {
                  fresh.remove(partition);
                }
              });
      consumer.seekToBeginning(fresh);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    commit(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    // Another member reads the partitions by now, and its commits must stay.
  }

  void close() {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }
}
