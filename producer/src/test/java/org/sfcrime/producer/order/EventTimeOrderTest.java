package org.sfcrime.producer.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventTimeOrderTest {
  private static final long YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long YEAR_2060 = Instant.parse("2060-01-01T00:00:00Z").toEpochMilli();
  private static final int IN_MEMORY = 200_000;

  static Stream<Integer> runCalls() {
    return Stream.of(IN_MEMORY, 75_000, 40_000, 999, 7);
  }

  @ParameterizedTest
  @MethodSource("runCalls")
  void sorted_anyOrder_isAStableSort(int runCalls) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<IntToLongFunction> shapes =
        List.of(
            i -> i,
            i -> -i,
            i -> -i / 3,
            i -> i % 2 == 0 ? -i : i,
            i -> i < 70_000 ? -i : -i + 100_000L,
            i -> random.nextInt(50),
            i -> random.nextLong(YEAR_2000, YEAR_2060));
    for (int count : counts(runCalls)) {
      for (IntToLongFunction shape : shapes) {
        long[] times = IntStream.range(0, count).mapToLong(shape).toArray();
        try (EventTimeOrder order = new EventTimeOrder(runCalls)) {
          addAll(order, times);
          assertThat(order.size()).isEqualTo(count);
          assertThat(records(order.sorted())).as("seed %d", seed).isEqualTo(sorted(times));
        }
      }
    }
  }

  /** Includes a last run that is full, and one that is empty or has one call. */
  private static int[] counts(int runCalls) {
    return runCalls == IN_MEMORY
        ? new int[] {0, 1, 2, 13, 1000, 150_000}
        : new int[] {1, runCalls - 1, runCalls, runCalls + 1, 2 * runCalls, 2 * runCalls + 5};
  }

  /** Adds the calls alternately one by one and as the index of a part. */
  private static void addAll(EventTimeOrder order, long[] times) throws IOException {
    EventTimeIndex part = new EventTimeIndex();
    for (int i = 0; i < times.length; i++) {
      if (i / 50 % 2 == 0) {
        order.addAll(part);
        part = new EventTimeIndex();
        order.add(offset(i), i, times[i]);
      } else {
        part.add(offset(i), i, times[i]);
      }
    }
    order.addAll(part);
  }

  private static List<Long> records(SortedCalls sorted) throws IOException {
    List<Long> records = new ArrayList<>();
    while (sorted.next()) {
      records.add(sorted.record());
      assertThat(sorted.offset()).isEqualTo(offset(sorted.record()));
      assertThat(sorted.length()).isEqualTo((int) sorted.record());
    }
    assertThat(sorted.next()).isFalse();
    return records;
  }

  private static long offset(long record) {
    return record * 1_000_000L;
  }

  private static List<Long> sorted(long[] times) {
    return IntStream.range(0, times.length)
        .boxed()
        .sorted(Comparator.comparingLong(record -> times[record]))
        .map(Integer::longValue)
        .toList();
  }
}
