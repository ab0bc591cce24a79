package org.sfcrime.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.sfcrime.benchmark.report.ResultColumn.Better;

class StatisticsTest {
  private static Statistics of(double... values) {
    return Statistics.of(DoubleStream.of(values).boxed().toList());
  }

  @Test
  void median_oddAndEven() {
    assertThat(of(5, 1, 3)).isEqualTo(new Statistics(3, 1, 5, 3));
    assertThat(of(4, 1, 3, 2)).isEqualTo(new Statistics(2.5, 1, 4, 4));
    assertThat(of(7)).isEqualTo(new Statistics(7, 7, 7, 1));
  }

  @Test
  void noRun_isRefused() {
    assertThatThrownBy(() -> of()).hasMessage("statistics need at least one run");
  }

  @Test
  void spread_isHalfTheRangeAsAShare() {
    assertThat(of(90, 100, 120).spread()).isCloseTo(0.15, within(1e-9));
    assertThat(of(100).spread()).isZero();
  }

  @Test
  void percentile_isAValueThatWasMeasured() {
    List<Double> hundred = DoubleStream.iterate(100, i -> i - 1).limit(100).boxed().toList();
    assertThat(Statistics.percentile(hundred, 50)).isEqualTo(50);
    assertThat(Statistics.percentile(hundred, 95)).isEqualTo(95);
    assertThat(Statistics.percentile(hundred, 100)).isEqualTo(100);
    assertThat(Statistics.percentile(List.of(3.0), 1)).isEqualTo(3);
    assertThatThrownBy(() -> Statistics.percentile(hundred, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void differs_whereTheRangesAreApart() {
    assertThat(of(100, 101, 102).differsFrom(of(110, 111, 112))).isTrue();
    assertThat(of(110, 111, 112).differsFrom(of(100, 101, 102))).isTrue();
  }

  @Test
  void differs_notWhereTheRangesOverlap() {
    assertThat(of(100, 101, 130).differsFrom(of(120, 121, 122))).isFalse();
  }

  @Test
  void differs_notByLessThanThreePercent() {
    assertThat(of(100, 100.1).differsFrom(of(102.5, 102.6))).isFalse();
  }

  @Test
  void advantage_isAboveOneWhereOursIsBetter() {
    assertThat(new ResultColumn("rows/s", 0, Better.HIGHER).advantage(of(200), of(100)))
        .isEqualTo(2);
    assertThat(new ResultColumn("wall s", 1, Better.LOWER).advantage(of(5), of(20))).isEqualTo(4);
  }
}
