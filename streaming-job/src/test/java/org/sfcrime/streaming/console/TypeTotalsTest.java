package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TypeTotalsTest {
  private final TypeTotals totals = new TypeTotals();

  @Test
  void first_mostCallsOfAllBatchesThenByName() {
    totals.add(Map.of("Theft", 2L, "Alarm", 3L));
    totals.add(Map.of("Theft", 2L, "Stop", 3L));
    assertThat(totals.first(2))
        .containsExactly(new TypeTotals.Type("Theft", 4), new TypeTotals.Type("Alarm", 3));
    assertThat(totals.calls()).isEqualTo(10);
  }

  @Test
  void add_callsTakenOut() {
    totals.add(Map.of("Theft", 2L, "Alarm", 1L));
    totals.add(Map.of("Theft", -1L, "Alarm", -1L, "Stop", 1L));
    assertThat(totals.first(9))
        .containsExactly(new TypeTotals.Type("Stop", 1), new TypeTotals.Type("Theft", 1));
    assertThat(totals.calls()).isEqualTo(2);
  }

  @Test
  void add_tooManyTypesForgetsTheRarest() {
    totals.add(Map.of("Theft", 5L));
    totals.add(
        IntStream.range(0, TypeTotals.MOST)
            .boxed()
            .collect(Collectors.toMap(i -> "type " + i, i -> 1L)));
    assertThat(totals.first(Integer.MAX_VALUE)).hasSize(TypeTotals.MOST / 2);
    assertThat(totals.first(1)).containsExactly(new TypeTotals.Type("Theft", 5));
    assertThat(totals.calls()).isEqualTo(TypeTotals.MOST + 5L);
  }
}
