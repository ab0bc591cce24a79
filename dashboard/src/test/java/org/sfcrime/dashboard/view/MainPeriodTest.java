package org.sfcrime.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;

class MainPeriodTest {
  private static final long HOUR = Baseline.HOUR;
  private static final long MONDAY = WallClock.parse("2018-11-05 00:00:00");
  private static final View.Span TWO_WEEKS = new View.Span(MONDAY, MONDAY + 336 * HOUR);

  private final CountsTable table = new CountsTable(new CrimeTypeNames());
  private final List<CountRecord> counts = new ArrayList<>();

  MainPeriodTest() {
    for (int hour = 0; hour < 336; hour++) {
      add(hour, "Dw", 10);
    }
  }

  private void add(int hour, String type, long calls) {
    long start = MONDAY + hour * HOUR;
    counts.add(new CountRecord(start, start + HOUR, type, "HAN", "Handled", calls));
  }

  private View view(Filter filter) {
    Collections.shuffle(counts);
    table.put(counts);
    return ViewBuilder.of(table, filter);
  }

  @Test
  void noStrayHours_allCalls() {
    assertThat(view(Filter.ALL).main()).isEqualTo(TWO_WEEKS);
    assertThat(view(Filter.ALL).outside()).isZero();
    assertThat(view(Filter.MAIN_PERIOD).shown()).isEqualTo(TWO_WEEKS);
  }

  /** The stray hours neither move the last hour nor serve as the period before. */
  @Test
  void strayHoursOnBothSides_areOutside() {
    add(-1000, "Dw", 5);
    add(-200, "Robbery", 7);
    add(1000, "Robbery", 60);
    View main = view(Filter.MAIN_PERIOD);
    assertThat(main.main()).isEqualTo(TWO_WEEKS).isEqualTo(main.shown());
    assertThat(main.figures().calls()).isEqualTo(3360);
    assertThat(main.outside()).isEqualTo(72);
    assertThat(main.figures().lastHour())
        .isEqualTo(new View.LastHour(TWO_WEEKS.to() - HOUR, TWO_WEEKS.to(), 10, 10L));
    assertThat(main.types()).containsExactly(new View.Bar("Dw", "", 3360, null));
    assertThat(ViewCsv.rows(table, Filter.MAIN_PERIOD).rows()).hasSize(336);

    View all = view(Filter.ALL);
    assertThat(all.shown())
        .isEqualTo(all.data())
        .isEqualTo(new View.Span(MONDAY - 1000 * HOUR, MONDAY + 1001 * HOUR));
    assertThat(all.main()).isEqualTo(TWO_WEEKS);
    assertThat(all.figures().calls()).isEqualTo(3432);

    assertThat(view(Filter.MAIN_PERIOD.withCategory("none")).outside()).isZero();
  }

  @Test
  void lastHours_endWithTheMainPeriod() {
    add(1000, "Dw", 5);
    Filter lastDay =
        new Filter(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            24 * HOUR,
            /* mainPeriod= */ true,
            Filter.ALL.categories(),
            Filter.ALL.types(),
            Filter.ALL.dispositions(),
            false);
    View view = view(lastDay);
    assertThat(view.shown()).isEqualTo(new View.Span(TWO_WEEKS.to() - 24 * HOUR, TWO_WEEKS.to()));
    assertThat(view.types()).containsExactly(new View.Bar("Dw", "", 240, 240L));
  }

  /** A period with more than a tenth of the calls is not stray. */
  @Test
  void tenthOfTheCallsElsewhere_allCalls() {
    add(1000, "Dw", 373);
    assertThat(view(Filter.ALL).main()).isEqualTo(TWO_WEEKS);
    add(1001, "Dw", 1);
    assertThat(view(Filter.ALL).main()).isEqualTo(view(Filter.ALL).data());
  }

  @Test
  void upToAWeekWithoutCalls_isNoGap() {
    add(336 + 168, "Dw", 1);
    assertThat(view(Filter.ALL).main().to()).isEqualTo(TWO_WEEKS.to() + 169 * HOUR);
    counts.clear();
    add(336 + 168, "Dw", 0);
    add(336 + 169, "Dw", 1);
    assertThat(view(Filter.ALL).main()).isEqualTo(TWO_WEEKS);
  }
}
