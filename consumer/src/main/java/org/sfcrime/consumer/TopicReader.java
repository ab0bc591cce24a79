package org.sfcrime.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StatusLines;

/** Reads the partitions of a topic, with or without a consumer group, and tracks the positions. */
final class TopicReader implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** The time limit of the first request. A missing broker is reported after this time. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(3);

  private final Consumer<byte[], byte[]> consumer;
  private final StatusLines status;
  private final String topic;
  private final ConsumerOptions.Start start;
  private final Duration timeout;
  private final Map<Integer, PartitionProgress> progress = new TreeMap<>();
  private GroupOffsets group;

  /** The partitions that the topic had when the program started; null until a broker answers. */
  private Set<Integer> partitionsAtStart;

  /** Whether no partition has a position yet. */
  private boolean isStart = true;

  TopicReader(Consumer<byte[], byte[]> consumer, ConsumerOptions options, StatusLines status) {
    this.consumer = consumer;
    this.status = status;
    this.topic = options.topic();
    this.start = options.start();
    this.timeout = options.answerTimeout();
  }

  /**
   * Assigns or subscribes to the partitions. Returns false if the topic does not exist. May be
   * repeated after a time-out.
   *
   * @throws TimeoutException if no broker answers in time
   */
  boolean open() {
    Set<Integer> partitions = partitions(firstAnswer());
    if (partitionsAtStart == null) {
      partitionsAtStart = Set.copyOf(partitions);
    }
    if (partitions.isEmpty()) {
      return false;
    }
    if (start.group().isPresent()) {
      group = new GroupOffsets(consumer, timeout, this);
      consumer.subscribe(List.of(topic), group);
      return true;
    }
    if (start.partition().isPresent()) {
      int wanted = start.partition().get();
      if (!partitions.contains(wanted)) {
        throw new CommandException(
            "topic " + topic + " has no partition " + wanted + "; it has " + partitions);
      }
      partitions = Set.of(wanted);
    }
    assign(partitions);
    return true;
  }

  private Duration firstAnswer() {
    return timeout.compareTo(FIRST_ANSWER) < 0 ? timeout : FIRST_ANSWER;
  }

  private Set<Integer> partitions(Duration limit) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic, limit);
    return infos == null
        ? new TreeSet<>()
        : infos.stream()
            .map(PartitionInfo::partition)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private void assign(Set<Integer> added) {
    Set<TopicPartition> fresh = topicPartitions(added);
    Set<TopicPartition> all = new HashSet<>(consumer.assignment());
    all.addAll(fresh);
    consumer.assign(all);
    assigned(fresh);
    begin();
  }

  /** Prepares partitions that were just assigned. They are paused until {@link #begin}. */
  void assigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> progress(partition).position = PartitionProgress.NONE);
    consumer.pause(partitions);
  }

  /** Starts to read partitions that were just assigned. May be repeated after a failure. */
  void begin() {
    Set<TopicPartition> fresh =
        consumer.assignment().stream()
            .filter(partition -> progress(partition).position == PartitionProgress.NONE)
            .collect(Collectors.toSet());
    if (!fresh.isEmpty()) {
      Map<TopicPartition, Long> offsets = startOffsets(fresh);
      if (group != null) {
        group.commitStart(offsets);
      }
      for (TopicPartition partition : fresh) {
        consumer.seek(partition, offsets.get(partition));
        progress(partition).position = offsets.get(partition);
      }
      consumer.resume(fresh);
      isStart = false;
    }
  }

  /**
   * Returns where the reading of each partition begins: at {@code --offset}, else at the committed
   * offset of the group, else at the beginning or the end. Nothing else decides this, so that every
   * way to get a partition has the same rule.
   */
  private Map<TopicPartition, Long> startOffsets(Set<TopicPartition> partitions) {
    if (start.offset().isPresent()) {
      return partitions.stream().collect(Collectors.toMap(p -> p, this::checkedOffset));
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    if (group != null) {
      group.committed(partitions).forEach((p, committed) -> offsets.put(p, committed.offset()));
      noteThatItContinues(offsets.keySet());
    }
    Map<Boolean, Set<TopicPartition>> others =
        partitions.stream()
            .filter(partition -> !offsets.containsKey(partition))
            .collect(Collectors.partitioningBy(this::isReadFromBeginning, Collectors.toSet()));
    offsets.putAll(consumer.beginningOffsets(others.get(true), timeout));
    offsets.putAll(consumer.endOffsets(others.get(false), timeout));
    return offsets;
  }

  private void noteThatItContinues(Set<TopicPartition> partitions) {
    if (isStart && start.fromBeginning() && !partitions.isEmpty()) {
      status.note(
          "--from-beginning has no effect on the partitions %s, in which the group %s has committed"
              + " offsets: the consumer continues there; to start over, name another --group",
          partitions.stream().map(TopicPartition::partition).sorted().toList(),
          start.group().orElseThrow());
    }
  }

  /** All records of a partition that is created while the program runs are new. */
  private boolean isReadFromBeginning(TopicPartition partition) {
    return start.fromBeginning() || !partitionsAtStart.contains(partition.partition());
  }

  private Set<TopicPartition> topicPartitions(Set<Integer> partitions) {
    return partitions.stream()
        .map(partition -> new TopicPartition(topic, partition))
        .collect(Collectors.toSet());
  }

  private long checkedOffset(TopicPartition partition) {
    long offset = start.offset().orElseThrow();
    long first = consumer.beginningOffsets(Set.of(partition), timeout).get(partition);
    long end = consumer.endOffsets(Set.of(partition), timeout).get(partition);
    if (offset < first || offset > end) {
      throw new CommandException(
          String.format(
              "--offset %d is not in partition %s, which has the offsets %d to %d",
              offset, partition, first, end));
    }
    return offset;
  }

  /** Starts to read new partitions of the topic from their beginning, and returns them. */
  Set<Integer> addNewPartitions() {
    Set<Integer> added = partitions(timeout);
    consumer.assignment().forEach(known -> added.remove(known.partition()));
    if (!added.isEmpty()) {
      assign(added);
    }
    return added;
  }

  /**
   * Requests end offsets to find out whether a broker answers. A member of a group that has no
   * partitions asks for those of the other members.
   */
  void requestAnswer() {
    Set<TopicPartition> assignment = consumer.assignment();
    consumer.endOffsets(
        assignment.isEmpty() ? topicPartitions(partitions(timeout)) : assignment, timeout);
  }

  /** Returns whether a broker answers that the topic does not exist. */
  boolean isTopicDeleted() {
    try {
      return partitions(firstAnswer()).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }

  ConsumerRecords<byte[], byte[]> poll(Duration duration) {
    return consumer.poll(duration);
  }

  /** Stops reading a partition; records from this offset on count as unread. */
  void stopAt(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
    consumer.pause(Set.of(partition));
  }

  /** Stores the positions. Call this only after all polled records have been handled. */
  void everythingHandled() {
    for (TopicPartition partition : consumer.assignment()) {
      if (progress(partition).position != PartitionProgress.NONE) {
        progress(partition).position = consumer.position(partition, timeout);
      }
    }
  }

  /**
   * Requests the end offsets of the assigned partitions. With read_committed, these are the last
   * stable offsets.
   */
  Map<TopicPartition, Long> endOffsets() {
    return consumer.endOffsets(consumer.assignment(), timeout);
  }

  /** Returns whether each assigned partition is read up to its target; false without partitions. */
  boolean reached(Map<TopicPartition, Long> target) {
    Set<TopicPartition> assignment = consumer.assignment();
    return !assignment.isEmpty()
        && assignment.stream()
            .allMatch(
                partition ->
                    target.containsKey(partition)
                        && progress(partition).position >= target.get(partition));
  }

  Set<TopicPartition> assignment() {
    return consumer.assignment();
  }

  PartitionProgress progress(TopicPartition partition) {
    return progress.computeIfAbsent(partition.partition(), PartitionProgress::new);
  }

  /** Returns the partitions that were read, in order. */
  List<PartitionProgress> progress() {
    return List.copyOf(progress.values());
  }

  /** Returns the lag by partition, if the client knows the lag without a request. */
  Map<Integer, Long> lag() {
    Map<Integer, Long> lag = new TreeMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      consumer.currentLag(partition).ifPresent(records -> lag.put(partition.partition(), records));
    }
    return lag;
  }

  /** Requests and stores the end offsets for the summary. */
  void storeEndOffsets() {
    consumer
        .endOffsets(topicPartitions(progress.keySet()), CLOSE_TIMEOUT)
        .forEach((partition, offset) -> progress(partition).endOffset = offset);
  }

  /** Commits the positions at the end if the consumer is in a group. */
  void commit() {
    if (group != null) {
      group.commitAtEnd();
    }
  }

  /** Leaves the group and closes the client, without a commit. */
  @Override
  public void close() {
    if (group != null) {
      group.end();
    }
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }
}
