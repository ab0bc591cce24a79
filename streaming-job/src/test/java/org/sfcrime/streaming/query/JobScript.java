package org.sfcrime.streaming.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.streaming.Calls;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.BucketState;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.OutputRow;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.count.Watermark;
import org.sfcrime.streaming.lookup.GroupBy;

/**
 * Counts calls without Spark, batch by batch: takes calls and returns lines such as {@code count
 * 23:50 Theft HAN 2} and {@code late 22:00 Theft HAN 1}.
 */
public final class JobScript {
  static final GroupBy BY_TYPE_AND_DISPOSITION = GroupBy.parse("crime-type,disposition", null);
  public static final CountRules TUMBLING = rules(10, 10, false);

  private final CountRules rules;
  private final PartitionsAtStart atStart;
  private BucketState state;
  private long nowMillis = 1_000_000;
  private BucketReport report;

  public JobScript(CountRules rules, Integer... expectedPartitions) {
    this(rules, new PartitionsAtStart(new HashSet<>(Arrays.asList(expectedPartitions)), Set.of()));
  }

  public JobScript(CountRules rules, PartitionsAtStart atStart) {
    this.rules = rules;
    this.atStart = atStart;
    state = BucketState.empty(rules);
  }

  JobScript(CountRules rules, BucketState state, Integer... expectedPartitions) {
    this(rules, expectedPartitions);
    this.state = state;
  }

  public static CountRules rules(int windowMinutes, int slideMinutes, boolean onlyClosed) {
    return new CountRules(
        Duration.ofMinutes(windowMinutes),
        Duration.ofMinutes(slideMinutes),
        Duration.ofMinutes(60),
        Duration.ofMinutes(1),
        BY_TYPE_AND_DISPOSITION,
        CountRules.Ids.ALL,
        onlyClosed);
  }

  public static CountRules deduplicating() {
    return of(CountRules.Ids.FIRST);
  }

  public static CountRules upserting() {
    return of(CountRules.Ids.NEWEST);
  }

  private static CountRules of(CountRules.Ids ids) {
    return new CountRules(
        Duration.ofMinutes(10),
        Duration.ofMinutes(10),
        Duration.ofMinutes(60),
        Duration.ofMinutes(1),
        BY_TYPE_AND_DISPOSITION,
        ids,
        false);
  }

  /** Lets time pass before the next batch. */
  JobScript wait(Duration pause) {
    nowMillis += pause.toMillis();
    return this;
  }

  /** Runs a batch and returns its output, sorted. */
  public List<String> batch(Row... calls) {
    List<String> lines = new ArrayList<>();
    Iterator<byte[]> taskRows =
        new CallsToTaskCounts(rules, Set.of("HAN", "CIT"), new int[] {0})
            .call(Arrays.asList(calls).iterator(), Calls.NOW);
    new BucketCounter(rules, atStart, false)
        .count(throughBytes(state), taskRows, nowMillis, after -> state = after)
        .forEachRemaining(row -> OutputRow.read(row, new Lines(lines)));
    lines.sort(null);
    return lines;
  }

  /** Time of day of the watermark, with the day if it is not 2018-12-31. */
  String watermark() {
    return report.watermark() == Watermark.NO_WATERMARK ? "none" : time(report.watermark());
  }

  BucketState state() {
    return state;
  }

  BucketReport report() {
    return report;
  }

  private static BucketState throughBytes(BucketState state) {
    return Encoding.decode("state", Encoding.encode(state::writeTo), BucketState::readFrom);
  }

  private static String time(long millis) {
    String text = WallClock.format(millis);
    return text.replace("2018-12-31 ", "").replaceFirst(":00$", "");
  }

  private final class Lines implements OutputRow.Handler<RuntimeException> {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void totals(long windowStart, GroupCounts totals) {
      totals.forEach((group, calls) -> lines.add(line("count", windowStart, group, calls)));
    }

    @Override
    public void late(long windowStart, GroupCounts late) {
      late.forEach((group, calls) -> lines.add(line("late", windowStart, group, calls)));
    }

    @Override
    public void rejected(RejectedRecord record) {
      lines.add("rejected " + record.reason().code());
    }

    @Override
    public void types(GroupCounts calls) {
      throw new IllegalStateException("nobody asked for the types");
    }

    @Override
    public void report(BucketReport bucket) {
      report = bucket;
    }

    private static String line(String kind, long windowStart, Group group, long calls) {
      return "%s %s %s %s %d"
          .formatted(kind, time(windowStart), group.first(), group.second(), calls);
    }
  }
}
