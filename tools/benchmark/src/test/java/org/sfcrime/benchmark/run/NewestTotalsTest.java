package org.sfcrime.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewestTotalsTest {
  @Test
  void sum_isOfTheNewestTotalOfEachKey() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    NewestTotals totals = new NewestTotals();
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      String key = "key " + random.nextInt(20_000);
      long total = random.nextInt(1_000);
      totals.put(key.getBytes(StandardCharsets.UTF_8), total);
      expected.put(key, total);
    }
    long sum = expected.values().stream().mapToLong(Long::longValue).sum();
    assertThat(totals.sum()).as("seed %d", seed).isEqualTo(sum);
  }

  @Test
  void countKey_isTheKeyOfTheTopicOfCounts() {
    String call =
        """
        {"crime_id":"1","original_crime_type_name":"Traffic \\"Stop\\"",
         "call_date_time":"2018-12-31T23:59:00.000","disposition":"ADM"}""";
    assertThat(NewestTotals.countKey(call.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Traffic \\\"Stop\\\"\",\"ADM\"]");
  }

  @Test
  void compare_namesTheDifferentGroups() {
    NewestTotals totals = totals("a", "b");
    assertThat(totals.compare(totals("b", "a"))).isEqualTo("exact");
    assertThat(totals.compare(totals("a", "c"))).isEqualTo("2 of 3 groups differ");
    totals.put("a".getBytes(StandardCharsets.UTF_8), 2);
    assertThat(totals.compare(totals("a", "b"))).isEqualTo("1 of 2 groups differ");
  }

  private static NewestTotals totals(String... keys) {
    NewestTotals totals = new NewestTotals();
    for (String key : keys) {
      totals.put(key.getBytes(StandardCharsets.UTF_8), 1);
    }
    return totals;
  }
}
