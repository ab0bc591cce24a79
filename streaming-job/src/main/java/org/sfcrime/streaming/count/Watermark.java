package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The watermark: the minimum over the partitions of their highest event time, minus the delay.
 *
 * <p>At full replay speed partitions drift apart by days of event time, so the watermark waits for
 * every partition that may bring calls:
 *
 * <ul>
 *   <li>a partition with an accepted call in this batch, and
 *   <li>a partition that may still have calls, until it has had none for the idle timeout. The idle
 *       time is the sum of the intervals before batches with calls, so it passes only while other
 *       partitions bring calls. An interval counts for a quarter of the timeout at most, so that a
 *       pause of the job does not make a partition idle.
 * </ul>
 *
 * <p>Time is the batch's time, which Spark writes to the checkpoint: repeating a batch after a
 * crash gives the same watermark. The watermark never decreases.
 */
public final class Watermark {
  public static final long NO_WATERMARK = Long.MIN_VALUE;

  private final Map<Integer, Clock> clocks = new TreeMap<>();
  private long batchMillis;
  private long millis = NO_WATERMARK;

  /**
   * In wall-clock milliseconds; {@link #NO_WATERMARK} until every expected partition brought a
   * call.
   */
  long millis() {
    return millis;
  }

  /**
   * Advances the watermark after a batch.
   *
   * @param nowMillis the batch's time
   * @param read the records of the batch by partition; a new partition becomes known by its records
   * @param atStart the partitions when the job started
   */
  void advance(
      long nowMillis,
      Map<Integer, PartitionOffsets> read,
      PartitionsAtStart atStart,
      CountRules rules) {
    long idleTimeout = rules.idleTimeout().toMillis();
    boolean hasCalls = read.values().stream().anyMatch(PartitionOffsets::hasCalls);
    long interval =
        batchMillis == 0 || !hasCalls
            ? 0
            : Math.max(0, Math.min(nowMillis - batchMillis, idleTimeout / 4));
    batchMillis = nowMillis;
    atStart.expected().forEach(this::clock);
    read.keySet().forEach(this::clock);
    long lowest = Long.MAX_VALUE;
    for (Map.Entry<Integer, Clock> entry : clocks.entrySet()) {
      Clock clock = entry.getValue();
      boolean broughtCalls = clock.take(read.get(entry.getKey()), interval);
      boolean mayBringCalls =
          !atStart.finished().contains(entry.getKey()) && clock.idleMillis < idleTimeout;
      if (broughtCalls || mayBringCalls) {
        lowest = Math.min(lowest, clock.maxEventTime);
      }
    }
    if (lowest != Long.MAX_VALUE && lowest != PartitionOffsets.NO_EVENT_TIME) {
      millis = Math.max(millis, lowest - rules.watermarkDelay().toMillis());
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(batchMillis);
    out.writeLong(millis);
    Encoding.writeMap(out, clocks, DataOutput::writeInt, (to, clock) -> clock.writeTo(to));
  }

  static Watermark readFrom(DataInput in) throws IOException {
    Watermark result = new Watermark();
    result.batchMillis = in.readLong();
    result.millis = in.readLong();
    result.clocks.putAll(Encoding.readMap(in, DataInput::readInt, Clock::readFrom));
    return result;
  }

  private Clock clock(int partition) {
    return clocks.computeIfAbsent(partition, p -> new Clock());
  }

  private static final class Clock {
    private long maxEventTime = PartitionOffsets.NO_EVENT_TIME;
    private long idleMillis;

    boolean take(PartitionOffsets read, long interval) {
      boolean broughtCalls = read != null && read.hasCalls();
      maxEventTime = broughtCalls ? Math.max(maxEventTime, read.maxEventTime()) : maxEventTime;
      idleMillis = broughtCalls ? 0 : idleMillis + interval;
      return broughtCalls;
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeLong(maxEventTime);
      out.writeLong(idleMillis);
    }

    static Clock readFrom(DataInput in) throws IOException {
      Clock clock = new Clock();
      clock.maxEventTime = in.readLong();
      clock.idleMillis = in.readLong();
      return clock;
    }
  }
}
