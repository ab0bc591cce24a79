package org.sfcrime.endtoend.exactness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sfcrime.endtoend.exactness.TopicCalls.Call;
import org.sfcrime.endtoend.exactness.TopicCalls.CountKey;

/**
 * The watermark rule of docs/semantics.md, applied call by call. The model shares no code with the
 * job and reads the calls from the topic.
 */
final class WatermarkModel {
  private static final Duration WATERMARK = Duration.ofMinutes(60);
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final TopicCalls topic;
  private final Duration idleTimeout;
  private final Set<Integer> known = new TreeSet<>();
  private final Map<Integer, LocalDateTime> highest = new HashMap<>();
  private final Map<Integer, Duration> silent = new HashMap<>();
  private final Map<CountKey, Long> counted = new HashMap<>();
  private final Map<CountKey, Long> late = new HashMap<>();
  private final List<Long> latePerBatch = new ArrayList<>();
  private Instant before;
  private LocalDateTime watermark;

  WatermarkModel(TopicCalls topic, Duration idleTimeout) {
    this.topic = topic;
    this.idleTimeout = idleTimeout;
  }

  /**
   * Applies the rule to the batches of one run of the job.
   *
   * @param atStart the partitions of the topic at the start
   * @param finished partitions that the watermark does not wait for: with the available-now
   *     trigger, those already read to their end
   */
  void run(List<RecordedBatch> batches, Set<Integer> atStart, Set<Integer> finished) {
    known.addAll(atStart);
    batches.forEach(batch -> run(batch, finished));
  }

  private void run(RecordedBatch batch, Set<Integer> finished) {
    Map<Integer, LocalDateTime> newest = new TreeMap<>();
    long lateBefore = sum(late);
    batch
        .offsets()
        .forEach(
            (partition, range) -> {
              var calls = topic.byPartition().get(partition).subMap(range.from(), range.until());
              for (Call call : calls.values()) {
                (isLate(call) ? late : counted).merge(call.key(), 1L, Long::sum);
                newest.merge(partition, call.time(), WatermarkModel::later);
              }
            });
    latePerBatch.add(sum(late) - lateBefore);
    Duration interval = intervalUntil(batch.time());
    moveWatermark(newest, newest.isEmpty() ? Duration.ZERO : interval, finished);
  }

  private boolean isLate(Call call) {
    return watermark != null && !call.key().windowStart().plus(WINDOW).isAfter(watermark);
  }

  private Duration intervalUntil(Instant time) {
    Duration interval = before == null ? Duration.ZERO : Duration.between(before, time);
    before = time;
    Duration most = idleTimeout.dividedBy(4);
    return interval.compareTo(most) < 0 ? interval : most;
  }

  private void moveWatermark(
      Map<Integer, LocalDateTime> newest, Duration interval, Set<Integer> finished) {
    known.addAll(newest.keySet());
    List<Integer> holding = new ArrayList<>();
    for (int partition : known) {
      if (newest.containsKey(partition)) {
        silent.put(partition, Duration.ZERO);
        highest.merge(partition, newest.get(partition), WatermarkModel::later);
        holding.add(partition);
      } else {
        silent.merge(partition, interval, Duration::plus);
        boolean isIdle = silent.get(partition).compareTo(idleTimeout) >= 0;
        if (!isIdle && !finished.contains(partition)) {
          holding.add(partition);
        }
      }
    }
    // The watermark waits for a partition that is not idle and has had no call yet.
    if (holding.isEmpty() || !highest.keySet().containsAll(holding)) {
      return;
    }
    LocalDateTime lowest = holding.stream().map(highest::get).min(LocalDateTime::compareTo).get();
    LocalDateTime next = lowest.minus(WATERMARK);
    watermark = watermark == null ? next : later(watermark, next);
  }

  private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
    return one.isAfter(other) ? one : other;
  }

  private static long sum(Map<CountKey, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  Map<CountKey, Long> counted() {
    return Map.copyOf(counted);
  }

  Map<CountKey, Long> late() {
    return Map.copyOf(late);
  }

  /** The number of late calls in each batch. */
  List<Long> latePerBatch() {
    return List.copyOf(latePerBatch);
  }
}
