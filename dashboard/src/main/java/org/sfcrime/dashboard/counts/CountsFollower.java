package org.sfcrime.dashboard.counts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.sfcrime.countrecord.CountJson;
import org.sfcrime.countrecord.CountRecord;

/**
 * Reads the counts topic from its beginning into the table, then follows it.
 *
 * <p>The follower is in no consumer group and commits no offsets: each start reads the whole topic.
 */
public final class CountsFollower implements Runnable {
  /** The progress of the follower. */
  public enum State {
    /** No broker answers. */
    NO_BROKER,
    /** The topic does not exist yet. */
    NO_TOPIC,
    /** The follower reads the records that were in the topic when it started. */
    READING,
    /** The table has all records of the topic. */
    LIVE,
    /** The follower ended with a failure, which the log names. */
    FAILED
  }

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final long LOOK_INTERVAL_NANOS = Duration.ofSeconds(3).toNanos();

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final CountsTable table;
  private final Consumer<String> log;
  private volatile State state = State.NO_BROKER;
  private final CountDownLatch ended = new CountDownLatch(1);
  private List<TopicPartition> partitions = List.of();
  private long nextLookNanos = System.nanoTime();

  public CountsFollower(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      String topic,
      CountsTable table,
      Consumer<String> log) {
    this.consumer = consumer;
    this.topic = topic;
    this.table = table;
    this.log = log;
  }

  public State state() {
    return state;
  }

  /** Ends {@link #run}, from another thread. */
  public void stop() {
    ended.countDown();
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      while (ended.getCount() > 0) {
        step();
      }
    } catch (WakeupException | InterruptException e) {
      log.accept("stopped following " + topic);
    } catch (KafkaException | IllegalStateException e) {
      state(State.FAILED, "not following " + topic + " any more");
      log.accept("cannot follow " + topic + ": " + e.getMessage());
    }
  }

  /** Polls once; every few seconds, looks for new partitions before. */
  void step() {
    if (System.nanoTime() - nextLookNanos >= 0) {
      lookForPartitions();
      nextLookNanos = System.nanoTime() + LOOK_INTERVAL_NANOS;
    }
    if (partitions.isEmpty()) {
      awaitNextLook(); // The client refuses to poll without partitions.
      return;
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    List<CountRecord> counts = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      CountJson.read(record.key(), record.value()).ifPresent(counts::add);
    }
    if (!counts.isEmpty()) {
      table.put(counts);
    }
    if (state == State.READING && records.isEmpty()) {
      nextLookNanos = System.nanoTime();
    }
  }

  private void awaitNextLook() {
    try {
      if (ended.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new WakeupException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private void lookForPartitions() {
    try {
      List<TopicPartition> found = findPartitions();
      if (found.isEmpty()) {
        state(State.NO_TOPIC, "waiting for topic " + topic);
        return;
      }
      if (!found.equals(partitions)) {
        assign(found);
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
      if (partitions.stream().anyMatch(partition -> position(partition) > ends.get(partition))) {
        log.accept(topic + " was deleted and created again: reading it from its beginning");
        table.clear();
        consumer.seekToBeginning(partitions);
      }
      boolean all =
          partitions.stream().allMatch(partition -> position(partition) >= ends.get(partition));
      if (all || state == State.LIVE) {
        state(State.LIVE, "following " + topic + ": " + table.rows() + " groups so far");
      } else {
        state(State.READING, "reading " + topic + " from its beginning");
      }
    } catch (RetriableException e) {
      state(State.NO_BROKER, "no broker answers; still trying");
    }
  }

  private long position(TopicPartition partition) {
    return consumer.position(partition, ANSWER);
  }

  private List<TopicPartition> findPartitions() {
    return Objects.requireNonNullElse(
            consumer.partitionsFor(topic, ANSWER), List.<PartitionInfo>of())
        .stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  /** Assigns the partitions; the partitions assigned before keep their positions. */
  private void assign(List<TopicPartition> found) {
    List<TopicPartition> added = new ArrayList<>(found);
    added.removeAll(partitions);
    consumer.assign(found);
    consumer.seekToBeginning(added);
    partitions = found;
  }

  private void state(State next, String message) {
    if (state != next) {
      state = next;
      log.accept(message);
    }
  }
}
