package org.sfcrime.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.format.RecordPrinter;
import org.sfcrime.consumer.verify.Verifier;
import org.sfcrime.consumer.verify.VerifierThread;

/** Reads, prints and verifies records until one of the {@link EndConditions} holds. */
final class ReadingLoop {
  private static final Duration METRICS_INTERVAL = Duration.ofMillis(200);

  private final TopicReader reader;
  private final Supplier<CompletableFuture<Uuid>> ids;
  private final ConsumerOptions options;
  private final RunClock clock;
  private final StatusLines status;
  private final EndConditions ends;
  private final Throughput throughput;
  private final VerifierThread verification;
  private final CallReader call = new CallReader();
  private long leftOut;
  private Runnable metrics = () -> {};
  private long lastMetrics;

  /**
   * Creates a loop. Without an end option, the reading ends when the expected records have arrived.
   *
   * @param ids requests the id of the topic
   */
  ReadingLoop(
      TopicReader reader,
      Supplier<CompletableFuture<Uuid>> ids,
      ConsumerOptions options,
      RunClock clock,
      StatusLines status,
      Verifier verifier) {
    this.reader = reader;
    this.ids = ids;
    this.options = options;
    this.clock = clock;
    this.status = status;
    long calls = verifier.hasExpectedCalls() ? verifier.expected() : -1;
    long records = Math.max(calls, options.expected().count().orElse(-1L));
    this.ends = new EndConditions(reader, options, clock, records);
    this.throughput = new Throughput(clock, status, options.shown().quiet());
    this.verification = new VerifierThread(verifier, clock::nanoTime);
  }

  Throughput throughput() {
    return throughput;
  }

  /** Returns the number of records outside the range of event times. */
  long leftOut() {
    return leftOut;
  }

  /** Sets an action that runs about every 200 ms, after the records so far are verified. */
  void updateMetrics(Runnable update) {
    metrics = update;
  }

  /**
   * Reads to the end.
   *
   * @param isOpen whether the topic is already open
   */
  EndReason process(boolean isOpen, RecordPrinter output) {
    ends.arrived();
    EndReason reason = awaitTopicAndRead(isOpen, output);
    awaitVerification();
    return reason;
  }

  private EndReason awaitTopicAndRead(boolean isOpen, RecordPrinter output) {
    TopicCheck check = new TopicCheck(reader, ids, options, clock, status);
    try {
      if (clock.stopRequested()) {
        return EndReason.SIGNAL;
      }
      if (!isOpen && !awaitTopic(check)) {
        return clock.stopRequested() ? EndReason.SIGNAL : EndReason.TIMED_OUT;
      }
      lastMetrics = clock.nanoTime() - METRICS_INTERVAL.toNanos();
      return read(output, check);
    } catch (WakeupException e) {
      output.flush();
      return EndReason.SIGNAL;
    }
  }

  private boolean awaitTopic(TopicCheck check) {
    status.say("topic %s does not exist yet: waiting for it", options.topic());
    do {
      if (clock.awaitStop(EndConditions.LONGEST_POLL) || ends.timedOut()) {
        return false;
      }
    } while (!opened(check));
    status.say("topic %s exists now", options.topic());
    ends.arrived();
    return true;
  }

  private boolean opened(TopicCheck check) {
    try {
      boolean isOpen = reader.open();
      check.answered(clock.nanoTime());
      return isOpen;
    } catch (TimeoutException e) {
      check.noAnswer(e);
      return false;
    }
  }

  private EndReason read(RecordPrinter output, TopicCheck check) {
    output.flush();
    EndReason reason = null;
    while (reason == null) {
      try {
        reason = ends.reason(throughput.records());
        if (reason == null) {
          readOnce(output, check);
        }
      } catch (TimeoutException e) {
        // Every request of the loop can be repeated.
        check.noAnswerAboutTopic(e);
        reason = ends.timedOut() ? EndReason.TIMED_OUT : null;
      }
    }
    return reason;
  }

  private void readOnce(RecordPrinter output, TopicCheck check) {
    try {
      reader.begin();
    } catch (RebalanceInProgressException e) {
      // The next poll ends the rebalance.
    }
    long pollStart = clock.nanoTime();
    ConsumerRecords<byte[], byte[]> records = reader.poll(ends.pollDuration());
    boolean idle = records.isEmpty();
    ends.polled(idle);
    updateMetrics(idle);
    boolean all = true;
    if (!idle) {
      throughput.begin(pollStart);
      all = handle(records, output);
      long now = ends.arrived();
      throughput.batchEnd(now);
      check.answered(now);
    }
    if (all) {
      reader.everythingHandled();
    }
    check.check(idle, ends.hasEndOffsets());
    throughput.tick();
  }

  private void updateMetrics(boolean idle) {
    if (idle || clock.nanoTime() - lastMetrics >= METRICS_INTERVAL.toNanos()) {
      awaitVerification();
      metrics.run();
      lastMetrics = clock.nanoTime();
    }
  }

  /** Waits for the verifier, whose time counts towards the throughput. */
  private void awaitVerification() {
    long end = verification.await();
    if (throughput.records() > 0 && end - ends.lastArrival() > 0) {
      throughput.batchEnd(end);
    }
  }

  /** Returns whether all records were handled; false if the poll returned more than requested. */
  private boolean handle(ConsumerRecords<byte[], byte[]> records, RecordPrinter output) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(records.count());
    boolean all = take(records, output, taken);
    verification.verify(taken);
    output.flush();
    return all;
  }

  private boolean take(
      ConsumerRecords<byte[], byte[]> records,
      RecordPrinter output,
      List<ConsumerRecord<byte[], byte[]>> taken) {
    for (TopicPartition partition : records.partitions()) {
      PartitionProgress progress = reader.progress(partition);
      long end = ends.endOffset(partition);
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (ends.maxMessagesReached(throughput.records())) {
          return false;
        }
        if (record.offset() >= end) {
          reader.stopAt(partition, end);
          break;
        }
        progress.record(record.offset());
        if (isInRange(record)) {
          output.show(record);
          taken.add(record);
          throughput.record(record);
        } else {
          leftOut++;
        }
      }
    }
    return true;
  }

  private boolean isInRange(ConsumerRecord<byte[], byte[]> record) {
    EventTimeRange range = options.range();
    return range.isAll()
        || (call.read(record.value(), System.currentTimeMillis()) == null
            && range.contains(call.eventTimeMillis()));
  }
}
