package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sfcrime.streaming.Calls.call;
import static org.sfcrime.streaming.Calls.json;
import static org.sfcrime.streaming.Calls.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.BucketState;
import org.sfcrime.streaming.count.NewestCalls;
import org.sfcrime.streaming.count.PartitionOffsets;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.TaskCounts;
import org.sfcrime.streaming.count.TaskRow;
import org.sfcrime.streaming.count.Windows;

/** The rules of event time, one script each. */
class EventTimeTest {
  private final JobScript script = new JobScript(JobScript.TUMBLING, 0);

  @Test
  void onTime_countsGrow() {
    assertThat(
            script.batch(call(0, 0, "10:01", "Theft", "HAN"), call(0, 1, "10:09", "Theft", "HAN")))
        .containsExactly("count 10:00 Theft HAN 2");
    assertThat(
            script.batch(call(0, 2, "10:05", "Theft", "HAN"), call(0, 3, "10:05", "Theft", "CIT")))
        .containsExactly("count 10:00 Theft CIT 1", "count 10:00 Theft HAN 3");
  }

  @Test
  void windowEdge_belongsToTheNextWindow() {
    assertThat(
            script.batch(
                record(0, 0, json("2018-12-31T10:09:59.999", "Theft", "HAN")),
                record(0, 1, json("2018-12-31T10:10:00.000", "Theft", "HAN"))))
        .containsExactly("count 10:00 Theft HAN 1", "count 10:10 Theft HAN 1");
  }

  @Test
  void outOfOrder_withinTheWatermark_isCounted() {
    script.batch(call(0, 0, "12:00", "Theft", "HAN"));
    assertThat(script.watermark()).isEqualTo("11:00");
    assertThat(script.batch(call(0, 1, "11:00", "Fire", "HAN")))
        .containsExactly("count 11:00 Fire HAN 1");
  }

  @Test
  void late_whenTheWindowEndsAtTheWatermark() {
    script.batch(call(0, 0, "12:00", "Theft", "HAN"));
    assertThat(script.batch(call(0, 1, "10:59", "Fire", "HAN"), call(0, 2, "10:50", "Fire", "HAN")))
        .containsExactly("late 10:50 Fire HAN 2");
    assertThat(script.report().totals()).isEqualTo(new RowCounts(3, 1, 2, 0, 0, 0, Map.of()));
  }

  @Test
  void lateness_isJudgedBeforeTheBatch() {
    assertThat(
            script.batch(call(0, 0, "12:00", "Theft", "HAN"), call(0, 1, "08:00", "Fire", "HAN")))
        .containsExactly("count 08:00 Fire HAN 1", "count 12:00 Theft HAN 1");
    assertThat(script.batch(call(0, 2, "08:00", "Fire", "HAN")))
        .containsExactly("late 08:00 Fire HAN 1");
  }

  @Test
  void lateCalls_doNotMoveTheWatermarkBack() {
    script.batch(call(0, 0, "12:00", "Theft", "HAN"));
    script.batch(call(0, 1, "05:00", "Theft", "HAN"));
    assertThat(script.watermark()).isEqualTo("11:00");
  }

  @Test
  void closedWindows_leaveTheState() {
    script.batch(call(0, 0, "10:00", "Theft", "HAN"));
    assertThat(script.report().openWindows()).isEqualTo(1);
    script.batch(call(0, 1, "12:00", "Theft", "HAN"));
    assertThat(script.report().openWindows()).isEqualTo(1);
    assertThat(script.report().totals().counted()).isEqualTo(2);
  }

  @Test
  void append_eachWindowOnceWhenItCloses() {
    JobScript append = new JobScript(JobScript.rules(10, 10, true), 0);
    assertThat(append.batch(call(0, 0, "10:00", "Theft", "HAN"))).isEmpty();
    assertThat(append.batch(call(0, 1, "10:05", "Theft", "HAN"))).isEmpty();
    assertThat(append.batch(call(0, 2, "11:09", "Theft", "HAN"))).isEmpty();
    assertThat(append.batch(call(0, 3, "11:10", "Theft", "HAN")))
        .containsExactly("count 10:00 Theft HAN 2");
  }

  @Test
  void append_windowThatOpensAndClosesInABatch() {
    JobScript append = new JobScript(JobScript.rules(10, 10, true), 0);
    assertThat(append.batch(call(0, 0, "08:00", "Fire", "HAN"), call(0, 1, "12:00", "Fire", "HAN")))
        .containsExactly("count 08:00 Fire HAN 1");
  }

  @Test
  void slide_eachCallInEveryWindowThatHoldsIt() {
    JobScript sliding = new JobScript(JobScript.rules(10, 5, false), 0);
    assertThat(sliding.batch(call(0, 0, "10:07", "Theft", "HAN")))
        .containsExactly("count 10:00 Theft HAN 1", "count 10:05 Theft HAN 1");
    sliding.batch(call(0, 1, "12:00", "Theft", "HAN"));
    assertThat(sliding.batch(call(0, 2, "10:57", "Fire", "HAN")))
        .containsExactly("count 10:55 Fire HAN 1", "late 10:50 Fire HAN 1");
    assertThat(sliding.report().totals().identityHolds(2)).isTrue();
  }

  @Test
  void partitionHoursBehind_holdsTheWatermark() {
    JobScript two = new JobScript(JobScript.TUMBLING, 0, 1);
    two.batch(call(0, 0, "23:00", "Theft", "HAN"), call(1, 0, "05:00", "Theft", "HAN"));
    assertThat(two.watermark()).isEqualTo("04:00");
    assertThat(two.batch(call(1, 1, "05:30", "Fire", "HAN")))
        .containsExactly("count 05:30 Fire HAN 1");
  }

  @Test
  void partitionBeforeItsFirstCall_holdsTheWatermark() {
    JobScript two = new JobScript(JobScript.TUMBLING, 0, 1);
    two.batch(call(0, 0, "23:00", "Theft", "HAN"));
    assertThat(two.watermark()).isEqualTo("none");
    assertThat(two.batch(call(1, 0, "01:00", "Fire", "HAN")))
        .containsExactly("count 01:00 Fire HAN 1");
    assertThat(two.watermark()).isEqualTo("00:00");
  }

  @Test
  void idlePartition_holdsUntilTheTimeoutAndNoLonger() {
    JobScript two = new JobScript(JobScript.TUMBLING, 0, 1);
    two.batch(call(0, 0, "10:00", "Theft", "HAN"), call(1, 0, "10:00", "Theft", "HAN"));
    for (int i = 1; i <= 3; i++) {
      two.wait(Duration.ofSeconds(15)).batch(call(0, i, "20:00", "Theft", "HAN"));
      assertThat(two.watermark()).isEqualTo("09:00");
    }
    two.wait(Duration.ofSeconds(15)).batch(call(0, 4, "20:00", "Theft", "HAN"));
    assertThat(two.watermark()).isEqualTo("19:00");
  }

  @Test
  void idlePartition_aPauseOfTheJobCountsForAQuarterAtMost() {
    JobScript two = new JobScript(JobScript.TUMBLING, 0, 1);
    two.batch(call(0, 0, "10:00", "Theft", "HAN"), call(1, 0, "10:00", "Theft", "HAN"));
    two.wait(Duration.ofHours(9)).batch(call(0, 1, "20:00", "Theft", "HAN"));
    assertThat(two.watermark()).isEqualTo("09:00");
  }

  @Test
  void idlePartition_batchesWithoutCallsDoNotCount() {
    JobScript three = new JobScript(JobScript.TUMBLING, 0, 1, 2);
    three.batch(call(0, 0, "10:00", "Theft", "HAN"), call(1, 0, "10:00", "Theft", "HAN"));
    for (int i = 1; i <= 6; i++) {
      three.wait(Duration.ofSeconds(20)).batch();
      three.wait(Duration.ofSeconds(20)).batch(record(0, i, "broken"));
    }
    three.batch(call(0, 9, "20:00", "Theft", "HAN"), call(1, 9, "20:00", "Theft", "HAN"));
    assertThat(three.watermark()).isEqualTo("none");
    three.batch(call(0, 10, "20:00", "Theft", "HAN"), call(2, 0, "11:00", "Theft", "HAN"));
    assertThat(three.watermark()).isEqualTo("10:00");
    three.batch(call(0, 11, "21:00", "Theft", "HAN"), call(2, 1, "21:00", "Theft", "HAN"));
    assertThat(three.watermark()).isEqualTo("19:00");
  }

  @Test
  void idlePartition_thatComesBackHoldsAgain() {
    JobScript two = new JobScript(JobScript.TUMBLING, 0, 1);
    for (int i = 0; i < 6; i++) {
      two.wait(Duration.ofSeconds(15)).batch(call(0, i, "10:00", "Theft", "HAN"));
    }
    assertThat(two.watermark()).isEqualTo("09:00");
    two.batch(call(0, 9, "20:00", "Theft", "HAN"), call(1, 0, "10:30", "Theft", "HAN"));
    assertThat(two.watermark()).isEqualTo("09:30");
  }

  @Test
  void finishedPartition_doesNotHold() {
    JobScript rerun =
        new JobScript(JobScript.TUMBLING, new PartitionsAtStart(Set.of(0), Set.of(1)));
    rerun.batch(call(0, 0, "10:00", "Theft", "HAN"));
    assertThat(rerun.watermark()).isEqualTo("09:00");
  }

  @Test
  void partitionAddedLater_holdsFromItsFirstCall() {
    script.batch(call(0, 0, "10:00", "Theft", "HAN"));
    script.batch(call(0, 1, "20:00", "Theft", "HAN"), call(5, 0, "10:10", "Theft", "HAN"));
    assertThat(script.watermark()).isEqualTo("09:10");
    script.batch(call(0, 2, "20:00", "Theft", "HAN"));
    assertThat(script.watermark()).isEqualTo("09:10");
  }

  @Test
  void partitionSplitOverTasks_itsHighestTimeCounts() {
    long ten = CallDateTime.parse("2018-12-31T10:00:00.000");
    List<BucketState> after = new ArrayList<>();
    new BucketCounter(JobScript.TUMBLING, new PartitionsAtStart(Set.of(0), Set.of()), false)
        .count(
            BucketState.empty(JobScript.TUMBLING),
            Stream.of(ten + 3_600_000, ten).map(EventTimeTest::taskRow).iterator(),
            1,
            after::add)
        .forEachRemaining(row -> {});
    assertThat(after).hasSize(1);
    JobScript next = new JobScript(JobScript.TUMBLING, after.get(0), 0);
    assertThat(next.batch(call(0, 1, "09:59", "Fire", "HAN")))
        .containsExactly("late 09:50 Fire HAN 1");
  }

  private static byte[] taskRow(long maxEventTime) {
    return TaskRow.of(
        0,
        new TaskCounts(
            Map.of(0, new PartitionOffsets(0, maxEventTime)),
            RowCounts.ZERO,
            new Windows(),
            Map.of(),
            new NewestCalls()));
  }

  @Test
  void farFuture_isRejectedAndLeavesTheWatermark() {
    assertThat(
            script.batch(
                call(0, 0, "10:00", "Theft", "HAN"),
                record(0, 1, json("2099-01-01T00:00:00.000", "Theft", "HAN"))))
        .containsExactly("count 10:00 Theft HAN 1", "rejected call_date_time_out_of_bounds");
    assertThat(script.watermark()).isEqualTo("09:00");
  }

  @Test
  void partitionWithRejectedRecordsOnly_countsAsIdle() {
    JobScript two = new JobScript(JobScript.TUMBLING, 0, 1);
    for (int i = 0; i < 6; i++) {
      two.wait(Duration.ofSeconds(15))
          .batch(call(0, i, "10:00", "Theft", "HAN"), record(1, i, "broken"));
    }
    assertThat(two.watermark()).isEqualTo("09:00");
  }

  @Test
  void dstNights_everyHourIsThereOnce() {
    JobScript nights = new JobScript(JobScript.TUMBLING, 0);
    assertThat(
            nights.batch(
                record(0, 0, json("2018-03-11T01:59:00.000", "Theft", "HAN")),
                record(0, 1, json("2018-03-11T02:30:00.000", "Theft", "HAN")),
                record(0, 2, json("2018-03-11T03:00:00.000", "Theft", "HAN")),
                record(0, 3, json("2018-11-04T01:30:00.000", "Theft", "HAN")),
                record(0, 4, json("2018-11-04T01:30:00.000", "Theft", "HAN"))))
        .containsExactly(
            "count 2018-03-11 01:50 Theft HAN 1",
            "count 2018-03-11 02:30 Theft HAN 1",
            "count 2018-03-11 03:00 Theft HAN 1",
            "count 2018-11-04 01:30 Theft HAN 2");
  }

  @Test
  void unknownAndMissingCodes_areCountedAndUnmatched() {
    assertThat(
            script.batch(
                call(0, 0, "10:00", "Theft", "Not recorded"),
                call(0, 1, "10:00", "Theft", "HAN"),
                record(
                    0,
                    2,
                    "{\"crime_id\":\"1\",\"original_crime_type_name\":\"Theft\",\"call_date_time\":\"2018-12-31T10:00:00.000\",\"disposition\":null}")))
        .containsExactly(
            "count 10:00 Theft  1", "count 10:00 Theft HAN 1", "count 10:00 Theft Not recorded 1");
    assertThat(script.report().totals().unmatched()).isEqualTo(2);
  }

  @Test
  void lateUnmatched_areNotAmongTheUnmatchedOfTheCounted() {
    script.batch(call(0, 0, "12:00", "Theft", "HAN"));
    script.batch(call(0, 1, "05:00", "Theft", "OTS"));
    assertThat(script.report().totals().unmatched()).isZero();
  }
}
