package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sfcrime.streaming.Calls.call;
import static org.sfcrime.streaming.Calls.withId;

import java.time.Duration;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sfcrime.streaming.console.BatchText;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.RowCounts;

/** With --upsert the newest record of an id counts, as long as windows are open. */
class UpsertTest {
  private final JobScript script = new JobScript(JobScript.upserting(), 0);
  private long offset;

  private Row revision(String id, String time, String type, String code) {
    return withId(id, call(0, offset++, time, type, code));
  }

  private static RowCounts rows(long read, long counted, long late, long replaced, long unmatched) {
    return new RowCounts(read, counted, late, 0, replaced, unmatched, Map.of());
  }

  @Test
  void revision_inALaterBatch_leavesATotalOfZero_andComesBack() {
    assertThat(script.batch(revision("a", "10:01", "Theft", "OTS")))
        .containsExactly("count 10:00 Theft OTS 1");
    assertThat(script.batch(revision("a", "10:01", "Theft", "HAN")))
        .containsExactly("count 10:00 Theft HAN 1", "count 10:00 Theft OTS 0");
    assertThat(script.report().batch()).isEqualTo(rows(1, 0, 0, 1, -1));
    assertThat(script.report().openGroups()).isEqualTo(1);
    assertThat(script.batch(revision("a", "10:01", "Theft", "OTS")))
        .containsExactly("count 10:00 Theft HAN 0", "count 10:00 Theft OTS 1");
    assertThat(script.report().totals()).isEqualTo(rows(3, 1, 0, 2, 1));
    assertThat(BatchText.reconciliation(script.report().totals(), 1))
        .startsWith("reconciliation: read 3 = counted 1 + late 0 + replaced 2 + rejected 0;");
  }

  @Test
  void revisionsInOneBatch_theNewestCounts_whateverTheOrder() {
    Row first = revision("a", "10:01", "Theft", "OTS");
    Row second = revision("a", "10:01", "Fire", "HAN");
    Row third = revision("a", "10:01", "Theft", "CIT");
    assertThat(script.batch(third, first, second)).containsExactly("count 10:00 Theft CIT 1");
    assertThat(script.report().totals()).isEqualTo(rows(3, 1, 0, 2, 0));
  }

  @Test
  void revisionWithTheSameGroup_changesNoTotal() {
    script.batch(revision("a", "10:01", "Theft", "HAN"));
    assertThat(script.batch(revision("a", "10:02", "Theft", "HAN"))).isEmpty();
    assertThat(script.report().totals()).isEqualTo(rows(2, 1, 0, 1, 0));
  }

  @Test
  void revisionAfterTheWindowClosed_isLate_andTheOldCallStays() {
    script.batch(revision("a", "10:01", "Theft", "HAN"), revision("b", "12:00", "Fire", "HAN"));
    assertThat(script.batch(revision("a", "10:01", "Theft", "CIT")))
        .containsExactly("late 10:00 Theft CIT 1");
    assertThat(script.report().totals()).isEqualTo(rows(3, 2, 1, 0, 0));
  }

  @Test
  void callThatMovesToAnotherWindow_isTakenOutOfItsOldOne() {
    script.batch(revision("a", "10:01", "Theft", "HAN"));
    assertThat(script.batch(revision("a", "10:31", "Theft", "HAN")))
        .containsExactly("count 10:00 Theft HAN 0", "count 10:30 Theft HAN 1");
    assertThat(script.report().totals()).isEqualTo(rows(2, 1, 0, 1, 0));
  }

  @Test
  void callThatMovesToAClosedWindow_isLate_andIsTakenOutOfItsOldOne() {
    script.batch(revision("a", "12:00", "Theft", "HAN"));
    assertThat(script.batch(revision("a", "10:01", "Theft", "HAN")))
        .containsExactly("count 12:00 Theft HAN 0", "late 10:00 Theft HAN 1");
    assertThat(script.report().totals()).isEqualTo(rows(2, 0, 1, 1, 0));
  }

  @Test
  void callThatMovesOutOfAClosedWindow_isCountedTwice() {
    script.batch(revision("a", "10:01", "Theft", "HAN"), revision("b", "12:00", "Fire", "HAN"));
    assertThat(script.batch(revision("a", "12:01", "Theft", "HAN")))
        .containsExactly("count 12:00 Theft HAN 1");
    assertThat(script.report().totals()).isEqualTo(rows(3, 3, 0, 0, 0));
  }

  @Test
  void slide_eachWindowForItself() {
    CountRules like = JobScript.upserting();
    CountRules sliding =
        new CountRules(
            Duration.ofMinutes(20),
            Duration.ofMinutes(10),
            like.watermarkDelay(),
            like.idleTimeout(),
            like.groupBy(),
            like.ids(),
            false);
    JobScript twice = new JobScript(sliding, 0);
    twice.batch(revision("a", "11:01", "Theft", "HAN"), revision("b", "12:11", "Fire", "HAN"));
    assertThat(twice.batch(revision("a", "11:01", "Theft", "CIT")))
        .containsExactly(
            "count 11:00 Theft CIT 1", "count 11:00 Theft HAN 0", "late 10:50 Theft CIT 1");
    assertThat(twice.report().totals()).isEqualTo(rows(3, 4, 1, 1, 0));
    assertThat(twice.report().totals().identityHolds(2)).isTrue();
  }

  @Test
  void closedWindow_isForgotten() {
    script.batch(revision("a", "10:01", "Theft", "HAN"), revision("b", "12:00", "Fire", "HAN"));
    assertThat(script.state().newest().size()).isEqualTo(1);
  }
}
