package org.sfcrime.streaming;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Parses a task's share of a batch, each record once, and counts it by window and group: the stage
 * before the shuffle. Rejected records travel along, each as it is found.
 */
final class CallsToTaskCounts implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /**
   * The columns of the input: a record's place, its bytes, and the batch's time in milliseconds.
   */
  static final String[] COLUMNS = {"partition", "offset", "value", "batch_millis"};

  private final CountRules rules;
  private final Set<String> radioCodes;
  private final int[] bucketKeys;

  /**
   * Makes the stage.
   *
   * @param radioCodes the codes that are matched
   * @param bucketKeys the key of each bucket over which the windows are spread
   */
  CallsToTaskCounts(CountRules rules, Set<String> radioCodes, int[] bucketKeys) {
    this.rules = rules;
    this.radioCodes = Set.copyOf(radioCodes);
    this.bucketKeys = bucketKeys.clone();
  }

  @Override
  public Iterator<Row> call(Iterator<Row> calls) {
    return new Output(calls);
  }

  private final class Output implements Iterator<Row> {
    private final Iterator<Row> calls;
    private final CallParser parser = new CallParser();
    private final Windows windows = new Windows();
    private final Map<Integer, PartitionRead> partitions = new TreeMap<>();
    private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    private final Queue<Row> ready = new ArrayDeque<>();
    private long read;
    private boolean finished;

    Output(Iterator<Row> calls) {
      this.calls = calls;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !finished) {
        if (calls.hasNext()) {
          take(calls.next());
        } else {
          finish();
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void take(Row call) {
      int partition = call.getInt(0);
      long offset = call.getLong(1);
      byte[] value = call.getAs(2);
      read++;
      RejectionReason reason = parser.parse(value, call.getLong(3));
      if (reason == null) {
        countCall();
      } else {
        rejected.merge(reason, 1L, Long::sum);
        int bucket = (int) Math.floorMod(offset, (long) bucketKeys.length);
        ready.add(
            TaskRows.of(bucketKeys[bucket], new RejectedRecord(partition, offset, reason, value)));
      }
      long eventTime = reason == null ? parser.eventTimeMillis() : PartitionRead.NO_EVENT_TIME;
      partitions.merge(
          partition, new PartitionRead(offset, offset, 1, eventTime), PartitionRead::plus);
    }

    private void countCall() {
      String disposition = parser.disposition();
      Group group = new Group(parser.crimeType(), rules.byDisposition() ? disposition : "");
      boolean isUnmatched = !radioCodes.contains(disposition);
      long start = rules.lastWindowStart(parser.eventTimeMillis());
      for (int i = 0; i < rules.windowsPerCall(); i++) {
        windows.at(start - i * rules.slide().toMillis()).add(group, isUnmatched);
      }
    }

    /**
     * A row for every bucket, also for one without windows: all must come to the same watermark.
     */
    private void finish() {
      int buckets = bucketKeys.length;
      Windows[] byBucket = new Windows[buckets];
      Arrays.setAll(byBucket, bucket -> new Windows());
      windows
          .byStart()
          .forEach(
              (start, counts) ->
                  byBucket[rules.bucket(start, buckets)].byStart().put(start, counts));
      for (int bucket = 0; bucket < buckets; bucket++) {
        Tally tally = bucket == 0 ? new Tally(read, 0, 0, 0, rejected) : Tally.ZERO;
        ready.add(
            TaskRows.of(bucketKeys[bucket], new TaskCounts(partitions, tally, byBucket[bucket])));
      }
      finished = true;
    }
  }
}
