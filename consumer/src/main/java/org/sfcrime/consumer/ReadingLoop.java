package org.sfcrime.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.format.RecordOutput;
import org.sfcrime.consumer.verify.Verifier;
import org.sfcrime.consumer.verify.VerifierThread;

/**
 * Reads until one of the conditions of {@link End} holds. Offsets decide about ends, because
 * transaction markers take offsets too and a count of records would not match them.
 */
final class ReadingLoop {
  /** Why the reading ended. */
  enum End {
    END_OFFSETS,
    MAX_MESSAGES,
    TIMED_OUT,
    EXPECTED_ARRIVED,
    OUTPUT_CLOSED,
    SIGNAL
  }

  private static final Duration LONGEST_POLL = Duration.ofMillis(500);
  private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
  private static final Duration WATCH_EVERY = Duration.ofMillis(200);

  private final TopicReader reader;
  private final ConsumerOptions options;
  private final RunClock clock;
  private final StatusLines status;
  private final long expectedRecords;
  private final Throughput throughput;
  private Runnable watch = () -> {};
  private Map<TopicPartition, Long> target;
  private long lastArrival;
  private long lastCheck;
  private long lastWatch;
  private long lastAnswer;
  private boolean saidNoAnswer;

  /**
   * Whether the last poll returned no records. Only then can the run time out, even if the machine
   * was busy for a long time.
   */
  private boolean idle;

  /**
   * @param expectedRecords the number of records after which reading may end by itself, or -1
   */
  ReadingLoop(
      TopicReader reader,
      ConsumerOptions options,
      RunClock clock,
      StatusLines status,
      long expectedRecords) {
    this.reader = reader;
    this.options = options;
    this.clock = clock;
    this.status = status;
    this.expectedRecords = options.end().isGiven() ? -1 : expectedRecords;
    this.throughput = new Throughput(clock, status, options.shown().quiet());
  }

  Throughput throughput() {
    return throughput;
  }

  /** Sets an action that runs now and then, when all earlier records have been handled. */
  void watchedBy(Runnable watcher) {
    watch = watcher;
  }

  /** Reads, prints and verifies; {@code isOpen} says whether the topic is already open. */
  End process(boolean isOpen, RecordOutput output, Verifier verifier) {
    lastArrival = clock.nanoTime();
    try (VerifierThread verification = new VerifierThread(verifier, clock::nanoTime)) {
      End end = process(isOpen, output, verification);
      verified(verification);
      return end;
    }
  }

  private End process(boolean isOpen, RecordOutput output, VerifierThread verification) {
    try {
      if (clock.stopRequested()) {
        return End.SIGNAL;
      }
      if (!isOpen && !awaitTopic()) {
        return clock.stopRequested() ? End.SIGNAL : End.TIMED_OUT;
      }
      lastAnswer = clock.nanoTime();
      lastCheck = lastAnswer;
      lastWatch = lastAnswer - WATCH_EVERY.toNanos();
      return read(output, verification);
    } catch (WakeupException e) {
      output.flush();
      return End.SIGNAL;
    }
  }

  private boolean awaitTopic() {
    status.say("topic %s does not exist yet: waiting for it", options.topic());
    do {
      if (clock.awaitStop(LONGEST_POLL) || timedOut()) {
        return false;
      }
    } while (!reader.open());
    status.say("topic %s is there", options.topic());
    lastArrival = clock.nanoTime();
    return true;
  }

  private End read(RecordOutput output, VerifierThread verification) {
    output.flush();
    while (true) {
      setTarget();
      End end = end(output);
      if (end != null) {
        return end;
      }
      long pollStart = clock.nanoTime();
      ConsumerRecords<byte[], byte[]> records = reader.poll(pollDuration());
      idle = records.isEmpty();
      watch(verification);
      if (idle) {
        reader.everythingHandled();
        checkTopic();
      } else {
        throughput.begin(pollStart);
        if (handle(records, output, verification)) {
          reader.everythingHandled();
        }
        output.flush();
        lastArrival = clock.nanoTime();
        throughput.batchEnd(lastArrival);
        lastAnswer = lastArrival;
        checkForNewPartitions();
      }
      throughput.tick();
    }
  }

  private void watch(VerifierThread verification) {
    if (idle || clock.nanoTime() - lastWatch >= WATCH_EVERY.toNanos()) {
      verified(verification);
      watch.run();
      lastWatch = clock.nanoTime();
    }
  }

  /** Waits for the verifier, whose time counts towards the throughput. */
  private void verified(VerifierThread verification) {
    verification.await();
    if (throughput.records() > 0 && verification.endNanos() - lastArrival > 0) {
      throughput.batchEnd(verification.endNanos());
    }
  }

  /** Returns whether all records were handled; false if there are more than requested. */
  private boolean handle(
      ConsumerRecords<byte[], byte[]> records, RecordOutput output, VerifierThread verification) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(records.count());
    boolean all = take(records, output, taken);
    verification.verify(taken);
    return all;
  }

  private boolean take(
      ConsumerRecords<byte[], byte[]> records,
      RecordOutput output,
      List<ConsumerRecord<byte[], byte[]>> taken) {
    for (TopicPartition partition : records.partitions()) {
      PartitionProgress progress = reader.progress(partition);
      long end = target == null ? Long.MAX_VALUE : target.getOrDefault(partition, Long.MAX_VALUE);
      List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        if (throughput.records() >= options.end().maxMessages().orElse(Long.MAX_VALUE)
            || output.closedByReader()) {
          return false;
        }
        if (record.offset() >= end) {
          reader.stopAt(partition, end);
          break;
        }
        output.show(record);
        taken.add(record);
        progress.record(record.offset());
        throughput.record(record);
      }
    }
    return true;
  }

  private End end(RecordOutput output) {
    if (clock.stopRequested()) {
      return End.SIGNAL;
    }
    if (output.closedByReader()) {
      return End.OUTPUT_CLOSED;
    }
    if (throughput.records() >= options.end().maxMessages().orElse(Long.MAX_VALUE)) {
      return End.MAX_MESSAGES;
    }
    if (target != null && reader.reached(target)) {
      return options.end().untilEnd() ? End.END_OFFSETS : End.EXPECTED_ARRIVED;
    }
    return idle && timedOut() ? End.TIMED_OUT : null;
  }

  private void setTarget() {
    if (options.end().untilEnd()) {
      if (target == null) {
        target = new HashMap<>();
      }
      // With a group, partitions are assigned and revoked later.
      if (!target.keySet().containsAll(reader.assignment())) {
        reader.endOffsets().forEach(target::putIfAbsent);
      }
    } else if (target == null && expectedRecords >= 0 && throughput.records() >= expectedRecords) {
      if (options.start().group().isEmpty() && options.start().partition().isEmpty()) {
        reader.addNewPartitions();
      }
      Map<TopicPartition, Long> ends = reader.endOffsets();
      target = ends.isEmpty() ? null : ends;
    }
  }

  private boolean timedOut() {
    return options
        .end()
        .timeout()
        .map(timeout -> clock.nanoTime() - lastArrival >= timeout.toNanos())
        .orElse(false);
  }

  private Duration pollDuration() {
    if (options.end().timeout().isEmpty()) {
      return LONGEST_POLL;
    }
    long left = options.end().timeout().get().toNanos() - (clock.nanoTime() - lastArrival);
    return Duration.ofNanos(Math.max(0, Math.min(left, LONGEST_POLL.toNanos())));
  }

  /**
   * Finds out why no records arrive: the topic has none, they are in a new partition, or no broker
   * answers.
   */
  private void checkTopic() {
    if (clock.nanoTime() - lastCheck < CHECK_EVERY.toNanos() || reader.assignment().isEmpty()) {
      return;
    }
    try {
      reader.endOffsets();
      lastAnswer = clock.nanoTime();
      if (saidNoAnswer) {
        status.say("the broker answers again");
        saidNoAnswer = false;
      }
    } catch (TimeoutException e) {
      Duration patience = options.brokerTimeout();
      if (clock.nanoTime() - lastAnswer >= patience.toNanos()) {
        throw new CommandException(
            "no broker has answered for " + patience.toSeconds() + " s: is it still running?", e);
      }
      if (!saidNoAnswer) {
        status.say(
            "no broker answers; giving up if that lasts %d s (--broker-timeout-ms)",
            patience.toSeconds());
        saidNoAnswer = true;
      }
    }
    checkForNewPartitions();
  }

  private void checkForNewPartitions() {
    if (clock.nanoTime() - lastCheck < CHECK_EVERY.toNanos()) {
      return;
    }
    lastCheck = clock.nanoTime();
    ConsumerOptions.Start start = options.start();
    boolean fixed = start.group().isPresent() || start.partition().isPresent() || target != null;
    if (!fixed && !saidNoAnswer) {
      Set<Integer> added = reader.addNewPartitions();
      if (!added.isEmpty()) {
        status.say("reading new partitions %s", added);
      }
    }
  }
}
