package org.sfcrime.dashboard.counts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.sfcrime.commandline.StopSignal;
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
  private static final long LOOK_INTERVAL_NANOS = Duration.ofSeconds(3).toNanos();

  /**
   * The last time when the follower removed all counts and read the topic from its beginning.
   *
   * @param reason what happened to the topic, as the end of a sentence
   * @param atMillis milliseconds since 1970
   */
  public record StartOver(String reason, long atMillis) {}

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final CountsTopic described;
  private final String topic;
  private final CountsTable table;
  private final Consumer<String> log;
  private volatile State state = State.NO_BROKER;
  private volatile StartOver startOver;
  private volatile ApiException refusal;
  private final StopSignal stop = new StopSignal();
  private List<TopicPartition> partitions = List.of();
  private Uuid topicId;
  private boolean lostPosition;
  private long nextLookNanos = System.nanoTime();

  public CountsFollower(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      CountsTopic topic,
      CountsTable table,
      Consumer<String> log) {
    this.consumer = consumer;
    this.described = topic;
    this.topic = topic.name();
    this.table = table;
    this.log = log;
  }

  public State state() {
    return state;
  }

  /** Returns null if the follower never started over. */
  public StartOver startOver() {
    return startOver;
  }

  /** Returns the failure if the brokers refuse the user, which ended {@link #run}; else null. */
  public ApiException refusal() {
    return refusal;
  }

  /** Ends {@link #run}, from another thread. */
  public void stop() {
    stop.request();
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      while (!stop.isRequested()) {
        step();
      }
    } catch (WakeupException | InterruptException e) {
      log.accept("stopped following " + topic);
    } catch (AuthorizationException | AuthenticationException e) {
      state(State.FAILED, "not following " + topic + " any more");
      refusal = e;
    } catch (KafkaException | IllegalStateException e) {
      state(State.FAILED, "not following " + topic + " any more");
      log.accept("cannot follow " + topic + ": " + e.getMessage());
    }
  }

  /** Polls once. Every few seconds, this method first looks at the topic. */
  void step() {
    if (System.nanoTime() - nextLookNanos >= 0) {
      nextLookNanos = System.nanoTime() + LOOK_INTERVAL_NANOS;
      lookAtTopic();
    }
    if (partitions.isEmpty()) { // The client refuses to poll then.
      if (stop.await(POLL)) {
        throw new WakeupException();
      }
      return;
    }
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      recordsLost();
      return;
    }
    List<CountRecord> counts = new ArrayList<>(records.count());
    byte[] newest = null;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Optional<CountRecord> count = CountJson.read(record.key(), record.value());
      count.ifPresent(counts::add);
      newest = count.isPresent() && record.value() != null ? record.value() : newest;
    }
    if (!counts.isEmpty()) {
      CountJson.fields(newest).ifPresent(table::fields);
      table.put(counts);
    }
    if (state == State.READING && records.isEmpty()) {
      nextLookNanos = System.nanoTime();
    }
  }

  void lookAtTopic() {
    try {
      Optional<TopicDescription> found = described.description().get();
      if (found.isEmpty()) {
        state(State.NO_TOPIC, "waiting for topic " + topic);
        return;
      }
      assign(partitions(found.get()));
      startOverIfNeeded(found.get().topicId());
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, CountsTopic.ANSWER);
      boolean all =
          partitions.stream()
              .allMatch(p -> consumer.position(p, CountsTopic.ANSWER) >= ends.get(p));
      if (all || state == State.LIVE) {
        state(State.LIVE, "following " + topic + ": " + table.rows() + " groups so far");
      } else {
        state(State.READING, "reading " + topic + " from its beginning");
      }
    } catch (OffsetOutOfRangeException e) { // for example, the log was truncated
      recordsLost();
    } catch (RetriableException e) {
      state(State.NO_BROKER, "no broker answers; still trying");
    }
  }

  /** The next step starts over. */
  private void recordsLost() {
    lostPosition = true;
    nextLookNanos = System.nanoTime();
  }

  private List<TopicPartition> partitions(TopicDescription found) {
    return found.partitions().stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** Assigns the partitions; the partitions assigned before keep their positions. */
  private void assign(List<TopicPartition> found) {
    if (found.equals(partitions)) {
      return;
    }
    List<TopicPartition> added = new ArrayList<>(found);
    added.removeAll(partitions);
    consumer.assign(found);
    if (!added.isEmpty()) { // An empty set means all partitions.
      consumer.seekToBeginning(added);
    }
    partitions = found;
  }

  /** A topic that was deleted and created again has other records at every offset. */
  private void startOverIfNeeded(Uuid id) {
    boolean createdAgain = topicId != null && !topicId.equals(id);
    topicId = id;
    if (createdAgain || lostPosition) {
      lostPosition = false;
      String reason = createdAgain ? "was deleted and created again" : "has lost records";
      log.accept(topic + " " + reason + ": reading it from its beginning");
      table.clear();
      consumer.seekToBeginning(partitions);
      startOver = new StartOver(reason, System.currentTimeMillis());
      state = State.READING;
    }
  }

  private void state(State next, String message) {
    if (state != next) {
      state = next;
      log.accept(message);
    }
  }
}
