package org.sfcrime.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;

class BaselineTest {
  private static final long MINUTE = 60_000;
  private static final long START = WallClock.parse("2018-12-03 00:00:00");

  @Test
  void chance_knownValues() {
    assertThat(Baseline.chance(0, 3)).isEqualTo(1);
    assertThat(Baseline.chance(1, 2)).isCloseTo(1 - Math.exp(-2), within(1e-12));
    assertThat(Baseline.chance(3, 1)).isCloseTo(1 - 2.5 * Math.exp(-1), within(1e-12));
    assertThat(Baseline.chance(100, 100)).isCloseTo(0.513, within(0.001));
    assertThat(Baseline.chance(40, 5)).isBetween(1e-23, 1e-20);
  }

  @Test
  void expected_newerWeeksWeighMore() {
    long[] byWeek = {9, 4, 10};
    assertThat(Baseline.expected(byWeek, new boolean[] {true, true, true}, 1))
        .isCloseTo((1 + 4 + 0.8 * 10) / 2.8, within(1e-12));
    assertThat(Baseline.expected(byWeek, new boolean[3], 1.5)).isEqualTo(1.5);
  }

  private static CountsTable steadyWeeks(int weeks, long inTheLastHour) {
    CountsTable table = new CountsTable(new CrimeTypeNames());
    List<CountRecord> counts = new ArrayList<>();
    int hours = weeks * 168;
    for (int hour = 0; hour < hours; hour++) {
      long start = START + hour * Baseline.HOUR;
      boolean last = hour == hours - 1;
      counts.add(
          new CountRecord(
              start + 50 * MINUTE, start + Baseline.HOUR, "Alarm", "HAN", "Handled", 2));
      counts.add(
          new CountRecord(
              start, start + 10 * MINUTE, "Fight", "HAN", "Handled", last ? inTheLastHour : 2));
    }
    table.put(counts);
    return table;
  }

  @Test
  void manyMoreThanUsual_isListedWithItsNumbers() {
    View.Unusual unusual = ViewBuilder.of(steadyWeeks(4, 14), Filter.ALL).unusual();
    assertThat(unusual.types()).hasSize(1);
    View.Surprise one = unusual.types().get(0);
    assertThat(one.name()).isEqualTo("Fight");
    assertThat(one.calls()).isEqualTo(14);
    assertThat(one.weeks()).isEqualTo(3);
    assertThat(one.expected()).isCloseTo(2, within(1e-9));
    assertThat(one.chance()).isCloseTo(Baseline.chance(14, 2), within(1e-12));
  }

  @Test
  void aFewMoreThanUsual_isNot() {
    assertThat(ViewBuilder.of(steadyWeeks(4, 5), Filter.ALL).unusual().types()).isEmpty();
  }

  @Test
  void lessThanADay_noAnswer() {
    CountsTable table = new CountsTable(new CrimeTypeNames());
    table.put(List.of(new CountRecord(START, START + 10 * MINUTE, "Fight", "HAN", "Handled", 50)));
    assertThat(ViewBuilder.of(table, Filter.ALL).unusual())
        .isEqualTo(new View.Unusual(false, List.of()));
  }
}
