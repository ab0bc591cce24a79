package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.commandline.CommandException;

class EventTimeIndexTest {
  private static final long YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long YEAR_2060 = Instant.parse("2060-01-01T00:00:00Z").toEpochMilli();

  @Test
  void add_moreThanFitIntoTheMemory_saysWhatToDo() {
    EventTimeIndex index = new EventTimeIndex(1_000 * 18L);
    for (int i = 0; i < 1_000; i++) {
      index.add(i, 1, i);
    }
    assertThatThrownBy(() -> index.add(1_000, 1, 1))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(
            "More than 1,000 calls cannot be sorted by event time in this memory");
  }

  @Test
  void sort_anyOrder_isAStableSort() {
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
    for (int count : new int[] {0, 1, 2, 13, 1000, 150_000}) {
      for (IntToLongFunction shape : shapes) {
        EventTimeIndex index = new EventTimeIndex();
        long[] times = IntStream.range(0, count).mapToLong(shape).toArray();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          index.add(i * 1_000_000L, i, times[i]);
          expected.add(i);
        }
        expected.sort(Comparator.comparingLong(record -> times[record]));
        index.sort();
        List<Integer> actual = IntStream.range(0, count).mapToObj(index::record).toList();
        assertThat(actual).as("seed %d count %d", seed, count).isEqualTo(expected);
        for (int rank = 0; rank < count; rank++) {
          assertThat(index.position(rank).offset()).isEqualTo(index.record(rank) * 1_000_000L);
          assertThat(index.length(rank)).isEqualTo(index.record(rank));
        }
      }
    }
  }

  @Test
  void add_largestOffsetAndLength() {
    EventTimeIndex index = new EventTimeIndex();
    index.add((1L << 39) - 1, RawRecord.MAX_BYTES, 0);
    index.sort();
    assertThat(index.position(0).offset()).isEqualTo((1L << 39) - 1);
    assertThat(index.length(0)).isEqualTo(RawRecord.MAX_BYTES);
  }
}
