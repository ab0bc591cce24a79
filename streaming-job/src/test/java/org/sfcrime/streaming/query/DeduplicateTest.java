package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sfcrime.streaming.Calls.call;
import static org.sfcrime.streaming.Calls.withId;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sfcrime.streaming.count.RowCounts;

/** With --deduplicate an id counts once per window, and every call is still accounted for. */
class DeduplicateTest {
  private final JobScript script = new JobScript(JobScript.deduplicating(), 0);

  @Test
  void sameCallInALaterBatch_isADuplicate() {
    assertThat(
            script.batch(
                withId("a", call(0, 0, "10:01", "Theft", "HAN")),
                withId("b", call(0, 1, "10:02", "Theft", "HAN"))))
        .containsExactly("count 10:00 Theft HAN 2");
    assertThat(
            script.batch(
                withId("a", call(0, 2, "10:01", "Theft", "HAN")),
                withId("c", call(0, 3, "10:03", "Theft", "CIT"))))
        .containsExactly("count 10:00 Theft CIT 1");
    assertThat(script.report().totals()).isEqualTo(new RowCounts(4, 3, 0, 1, 0, 0, Map.of()));
  }

  @Test
  void sameIdInOneBatch_theFirstInTheTopicCountsWhateverTheOrder() {
    assertThat(
            script.batch(
                withId("a", call(1, 0, "10:01", "Fire", "HAN")),
                withId("a", call(0, 9, "10:01", "Theft", "HAN")),
                withId("a", call(0, 5, "10:01", "Noise", "OTS"))))
        .containsExactly("count 10:00 Noise OTS 1");
    assertThat(script.report().totals()).isEqualTo(new RowCounts(3, 1, 0, 2, 0, 1, Map.of()));
  }

  @Test
  void closedWindow_isForgotten_theSameCallIsLate() {
    script.batch(withId("a", call(0, 0, "10:01", "Theft", "HAN")));
    script.batch(withId("b", call(0, 1, "12:00", "Theft", "HAN")));
    assertThat(script.batch(withId("a", call(0, 2, "10:01", "Theft", "HAN"))))
        .containsExactly("late 10:00 Theft HAN 1");
    assertThat(script.report().totals()).isEqualTo(new RowCounts(3, 2, 1, 0, 0, 0, Map.of()));
  }

  @Test
  void closedWindow_bothCallsOfAnIdAreLate_inOneBatchOrInTwo() {
    Row first = withId("a", call(0, 2, "10:01", "Theft", "HAN"));
    Row second = withId("a", call(0, 3, "10:02", "Fire", "OTS"));
    List<String> late = List.of("late 10:00 Fire OTS 1", "late 10:00 Theft HAN 1");

    assertThat(afterNoon(script).batch(second, first)).isEqualTo(late);
    JobScript inTwo = afterNoon(new JobScript(JobScript.deduplicating(), 0));
    assertThat(Stream.of(second, first).flatMap(call -> inTwo.batch(call).stream()))
        .isEqualTo(late);
    assertThat(script.report().totals()).isEqualTo(inTwo.report().totals());
    assertThat(script.report().totals()).isEqualTo(new RowCounts(3, 1, 2, 0, 0, 0, Map.of()));
  }

  private static JobScript afterNoon(JobScript script) {
    script.batch(withId("b", call(0, 1, "12:00", "Theft", "HAN")));
    return script;
  }

  @Test
  void withoutTheFlag_everyRecordCounts() {
    JobScript plain = new JobScript(JobScript.TUMBLING, 0);
    assertThat(
            plain.batch(
                withId("a", call(0, 0, "10:01", "Theft", "HAN")),
                withId("a", call(0, 1, "10:01", "Theft", "HAN"))))
        .containsExactly("count 10:00 Theft HAN 2");
  }
}
