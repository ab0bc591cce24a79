package org.sfcrime.streaming.query;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.sfcrime.callrecord.CallFields;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.streaming.count.CallsById;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.count.LazyRows;
import org.sfcrime.streaming.count.NewestCalls;
import org.sfcrime.streaming.count.PartitionOffsets;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.TaskCounts;
import org.sfcrime.streaming.count.TaskRow;
import org.sfcrime.streaming.count.Windows;
import org.sfcrime.streaming.lookup.CrimeTypes;
import org.sfcrime.streaming.lookup.GroupBy;

/**
 * The stage before the shuffle: parses each record of a task's share of a batch once and counts the
 * calls by window and group. A rejected record becomes a row of its own at once.
 *
 * @param radioCodes the known dispositions
 * @param bucketKeys the key of each bucket of windows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CallsToTaskCounts(CountRules rules, Set<String> radioCodes, int[] bucketKeys)
    implements MapPartitionsFunction<Row, byte[]> {
  private static final long serialVersionUID = 1L;
  private static final String BATCH_MILLIS = "sfcrime.batch.millis";

  CallsToTaskCounts {
    radioCodes = Set.copyOf(radioCodes);
  }

  /**
   * Sets the planned time of a batch for the tasks that this thread starts. Spark stores this time
   * in the checkpoint, so a batch that is repeated after a crash rejects the same records.
   *
   * <p>{@code current_timestamp()} would be slower: Spark puts its value as a constant into the
   * generated code, so each batch would compile and warm up new code.
   */
  static void setBatchTime(SparkContext spark, long millis) {
    spark.setLocalProperty(BATCH_MILLIS, Long.toString(millis));
  }

  @Override
  public Iterator<byte[]> call(Iterator<Row> calls) {
    return call(calls, Long.parseLong(TaskContext.get().getLocalProperty(BATCH_MILLIS)));
  }

  /**
   * Parses and counts the records of a batch of the given time.
   *
   * @param calls columns partition, offset, value
   */
  Iterator<byte[]> call(Iterator<Row> calls, long batchMillis) {
    return new Output(calls, batchMillis);
  }

  private final class Output extends LazyRows {
    private final Iterator<Row> calls;
    private final long batchMillis;
    private final CallReader reader;
    private final CrimeTypes firstNames;
    private final CrimeTypes secondNames;
    private final Utf8 first;
    private final Utf8 second;
    private final Windows windows = new Windows();
    private final Set<Utf8> radioCodes =
        CallsToTaskCounts.this.radioCodes.stream()
            .map(Utf8::of)
            .collect(Collectors.toUnmodifiableSet());
    private final int windowsPerCall = rules.windowsPerCall();
    private final long slideMillis = rules.slide().toMillis();
    private final Map<Long, CallsById> byId = new TreeMap<>();
    private final NewestCalls newest = new NewestCalls();
    private final Map<Integer, Reading> readings = new TreeMap<>();
    private Reading reading;
    private long read;
    private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);

    Output(Iterator<Row> calls, long batchMillis) {
      this.calls = calls;
      this.batchMillis = batchMillis;
      List<GroupBy.Field> groupBy = rules.groupBy().fields();
      boolean hasSecond = groupBy.size() > 1;
      CallFields fields =
          new CallFields(groupBy.stream().map(GroupBy.Field::source).toArray(String[]::new));
      reader = new CallReader(fields);
      firstNames = groupBy.get(0).names();
      first = fields.get(groupBy.get(0).source());
      secondNames = hasSecond ? groupBy.get(1).names() : CrimeTypes.AS_WRITTEN;
      second = hasSecond ? fields.get(groupBy.get(1).source()) : new Utf8();
    }

    @Override
    protected boolean step() {
      if (calls.hasNext()) {
        take(calls.next());
        return true;
      }
      finish();
      return false;
    }

    private void take(Row call) {
      read++;
      int partition = call.getInt(0);
      long offset = call.getLong(1);
      byte[] value = call.getAs(2);
      RejectionReason reason = reader.read(value, batchMillis);
      if (reason == null) {
        countCall(partition, offset);
        reading(partition).take(offset, reader.eventTimeMillis());
      } else {
        reading(partition).take(offset, PartitionOffsets.NO_EVENT_TIME);
        rejected.merge(reason, 1L, Long::sum);
        int bucket = (int) Math.floorMod(offset, (long) bucketKeys.length);
        put(TaskRow.of(bucketKeys[bucket], new RejectedRecord(partition, offset, reason, value)));
      }
    }

    /** A task reads one partition after the other, usually only one. */
    private Reading reading(int partition) {
      if (reading == null || reading.partition != partition) {
        reading = readings.computeIfAbsent(partition, Reading::new);
      }
      return reading;
    }

    private void countCall(int partition, long offset) {
      boolean isUnmatched = !radioCodes.contains(reader.fields().disposition());
      Utf8 one = firstNames.named(first);
      Utf8 two = secondNames.named(second);
      if (rules.ids() == CountRules.Ids.NEWEST) {
        long[] starts = rules.windows(reader.eventTimeMillis());
        NewestCalls.CallGroup group = newest.group(one, two, isUnmatched);
        newest.add(
            reader.fields().crimeId(), new NewestCalls.Call(partition, offset, starts, group));
        return;
      }
      long start = rules.lastWindowStart(reader.eventTimeMillis());
      for (int i = 0; i < windowsPerCall; i++) {
        long windowStart = start - i * slideMillis;
        if (rules.ids() == CountRules.Ids.FIRST) {
          byId.computeIfAbsent(windowStart, s -> new CallsById())
              .add(
                  reader.fields().crimeId().toString(),
                  partition,
                  offset,
                  new Group(one.toString(), two.toString()),
                  isUnmatched);
        } else {
          windows.at(windowStart).add(one, two, isUnmatched);
        }
      }
    }

    /**
     * Puts out a row for every bucket, even for one without calls: all buckets compute the same
     * watermark.
     */
    private void finish() {
      int buckets = bucketKeys.length;
      Map<Integer, PartitionOffsets> partitions = new TreeMap<>();
      readings.forEach((partition, of) -> partitions.put(partition, of.toPartitionOffsets()));
      for (int bucket = 0; bucket < buckets; bucket++) {
        RowCounts rows = bucket == 0 ? RowCounts.ofRead(read, rejected) : RowCounts.ZERO;
        put(
            TaskRow.of(
                bucketKeys[bucket],
                new TaskCounts(
                    partitions,
                    rows,
                    windows.in(isIn(bucket)),
                    byId(bucket),
                    newest.in(isIn(bucket)))));
      }
    }

    private LongPredicate isIn(int bucket) {
      return start -> rules.bucket(start, bucketKeys.length) == bucket;
    }

    private Map<Long, CallsById> byId(int bucket) {
      return byId.entrySet().stream()
          .filter(window -> isIn(bucket).test(window.getKey()))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  /** A {@link PartitionOffsets} under construction. */
  private static final class Reading {
    private final int partition;
    private long firstOffset = Long.MAX_VALUE;
    private long maxEventTime = PartitionOffsets.NO_EVENT_TIME;

    Reading(int partition) {
      this.partition = partition;
    }

    void take(long offset, long eventTime) {
      firstOffset = Math.min(firstOffset, offset);
      maxEventTime = Math.max(maxEventTime, eventTime);
    }

    PartitionOffsets toPartitionOffsets() {
      return new PartitionOffsets(firstOffset, maxEventTime);
    }
  }
}
