package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The watermark: the lowest of the partitions' highest event times, less the delay.
 *
 * <p>At full replay speed partitions drift apart by days of event time, so that one partition's
 * progress says nothing of another's. Hence every partition that may still bring calls holds the
 * watermark:
 *
 * <ul>
 *   <li>one that brought an accepted call in this batch, and
 *   <li>one that is expected to bring some, also before its first call, until it has brought none
 *       for the idle timeout. That time is the sum of the intervals between batches, so it runs
 *       only while others bring something; no interval counts for more than a quarter of the
 *       timeout, so that a pause of the job does not make a partition idle.
 * </ul>
 *
 * <p>Time here is the batch's, as Spark wrote it to the checkpoint: a batch that is done again
 * after a crash comes to the same watermark. It never goes back.
 */
public final class Watermark {
  public static final long NO_WATERMARK = Long.MIN_VALUE;

  private final Map<Integer, Clock> clocks = new TreeMap<>();
  private long batchMillis;
  private long watermark = NO_WATERMARK;

  /**
   * Wall-clock milliseconds; {@link #NO_WATERMARK} until every expected partition brought a call.
   */
  long watermark() {
    return watermark;
  }

  /**
   * Takes in what a batch read.
   *
   * @param nowMillis the batch's time
   * @param read by partition
   * @param atStart the partitions as they were when the job started; others become known by their
   *     calls
   */
  void advance(
      long nowMillis,
      Map<Integer, PartitionOffsets> read,
      PartitionsAtStart atStart,
      CountRules rules) {
    long idleTimeout = rules.idleTimeout().toMillis();
    long interval =
        batchMillis == 0 ? 0 : Math.max(0, Math.min(nowMillis - batchMillis, idleTimeout / 4));
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
      watermark = Math.max(watermark, lowest - rules.watermark().toMillis());
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(batchMillis);
    out.writeLong(watermark);
    out.writeInt(clocks.size());
    for (Map.Entry<Integer, Clock> entry : clocks.entrySet()) {
      out.writeInt(entry.getKey());
      out.writeLong(entry.getValue().maxEventTime);
      out.writeLong(entry.getValue().idleMillis);
    }
  }

  static Watermark readFrom(DataInput in) throws IOException {
    Watermark result = new Watermark();
    result.batchMillis = in.readLong();
    result.watermark = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      Clock clock = result.clock(in.readInt());
      clock.maxEventTime = in.readLong();
      clock.idleMillis = in.readLong();
    }
    return result;
  }

  private Clock clock(int partition) {
    return clocks.computeIfAbsent(partition, p -> new Clock());
  }

  private static final class Clock {
    private long maxEventTime = PartitionOffsets.NO_EVENT_TIME;
    private long idleMillis;

    boolean take(PartitionOffsets read, long interval) {
      boolean broughtCalls = read != null && read.maxEventTime() != PartitionOffsets.NO_EVENT_TIME;
      maxEventTime = broughtCalls ? Math.max(maxEventTime, read.maxEventTime()) : maxEventTime;
      idleMillis = broughtCalls ? 0 : idleMillis + interval;
      return broughtCalls;
    }
  }
}
