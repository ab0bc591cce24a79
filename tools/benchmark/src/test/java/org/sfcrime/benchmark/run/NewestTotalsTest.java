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
}
