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
 * The rule of docs/semantics.md, "The watermark", done call by call. It shares nothing with the
 * job: not its classes, not its grouping, and it takes the calls from the topic itself.
 */
public final class WatermarkModel {
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

  public WatermarkModel(TopicCalls topic, Duration idleTimeout) {
    this.topic = topic;
    this.idleTimeout = idleTimeout;
  }

  /**
   * Goes through the batches of one run of the job.
   *
   * @param atStart the partitions that the topic had then
   * @param finished those of which it will not wait for calls: with the available-now trigger the
   *     ones that had been read to their end
   */
  public void run(List<RecordedBatch> batches, Set<Integer> atStart, Set<Integer> finished) {
    known.addAll(atStart);
    batches.forEach(batch -> run(batch, finished));
  }

  private void run(RecordedBatch batch, Set<Integer> finished) {
    Map<Integer, LocalDateTime> brought = new TreeMap<>();
    long lateBefore = sum(late);
    batch
        .offsets()
        .forEach(
            (partition, range) -> {
              var calls = topic.byPartition().get(partition).subMap(range.from(), range.until());
              for (Call call : calls.values()) {
                (isLate(call) ? late : counted).merge(call.key(), 1L, Long::sum);
                brought.merge(partition, call.time(), WatermarkModel::later);
              }
            });
    latePerBatch.add(sum(late) - lateBefore);
    moveWatermark(brought, intervalUntil(batch.time()), finished);
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
      Map<Integer, LocalDateTime> brought, Duration interval, Set<Integer> finished) {
    known.addAll(brought.keySet());
    List<Integer> holding = new ArrayList<>();
    for (int partition : known) {
      if (brought.containsKey(partition)) {
        silent.put(partition, Duration.ZERO);
        highest.merge(partition, brought.get(partition), WatermarkModel::later);
        holding.add(partition);
      } else {
        silent.merge(partition, interval, Duration::plus);
        boolean isIdle = silent.get(partition).compareTo(idleTimeout) >= 0;
        if (!isIdle && !finished.contains(partition)) {
          holding.add(partition);
        }
      }
    }
    // A partition that may bring calls and has brought none yet: nothing is known of its time.
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

  public Map<CountKey, Long> counted() {
    return Map.copyOf(counted);
  }

  public Map<CountKey, Long> late() {
    return Map.copyOf(late);
  }

  /** How many calls each batch found late. */
  public List<Long> latePerBatch() {
    return List.copyOf(latePerBatch);
  }
}
