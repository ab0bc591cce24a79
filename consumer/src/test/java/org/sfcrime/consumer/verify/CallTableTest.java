package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CallTableTest {
  private static final int OK = 0;
  private static final long ID = 1L << 56;

  private final CallTable table = new CallTable(Long.MAX_VALUE);
  private final PartitionCursor cursor = new PartitionCursor();

  @Test
  void arrive_everyDifference() {
    table.expect(ID, 1, 100, CallDigest.NO_TEXT);
    table.expect(ID, 2, 200, CallDigest.NO_TEXT);
    table.expect(ID, 3, 300, CallDigest.NO_TEXT);

    assertThat(table.arrive(ID, 1, 100)).isEqualTo(OK);
    assertThat(table.arrive(ID, 1, 100)).isEqualTo(CallTable.DUPLICATE);
    assertThat(table.arrive(ID, 1, 101)).isEqualTo(CallTable.DUPLICATE | CallTable.ALTERED);
    assertThat(table.arrive(ID, 2, 201)).isEqualTo(CallTable.ALTERED);
    assertThat(table.arrive(ID, 2, 200)).isEqualTo(CallTable.DUPLICATE);
    assertThat(table.arrive(ID, 4, 400)).isEqualTo(CallTable.UNEXPECTED);
    assertThat(table.arrive(ID, 4, 400)).isEqualTo(CallTable.UNEXPECTED);
    assertThat(table.idsSeenTwice()).isEqualTo(3);
    assertThat(table.takeMissing(ID, 1, 100)).isFalse();
    assertThat(table.takeMissing(ID, 2, 200)).isFalse();
    assertThat(table.takeMissing(ID, 3, 300)).isTrue();
    assertThat(table.takeMissing(ID, 3, 300)).isFalse();
  }

  @Test
  void arriveAsWritten_onlyWithoutDifferences() {
    table.expect(ID, 1, 100, 1000);
    table.expect(ID, 2, 200, 2000);
    table.expect(ID, 2, 201, 2001);
    table.expect(ID, 3, 300, CallDigest.NO_TEXT);
    table.expect(ID, 4, 400, 4000);
    table.expect(ID, 4, 400, 4000);

    assertThat(table.arriveAsWritten(cursor, ID, 1, 1001)).isFalse();
    assertThat(table.arriveAsWritten(cursor, ID, 1, 1000)).isTrue();
    assertThat(table.arriveAsWritten(cursor, ID, 1, 1000)).as("again").isFalse();
    assertThat(table.arrive(ID, 1, 100)).isEqualTo(CallTable.DUPLICATE);
    assertThat(table.arriveAsWritten(cursor, ID, 2, 2001)).as("two versions").isFalse();
    assertThat(table.arriveAsWritten(cursor, ID, 3, 3000)).as("text unknown").isFalse();
    assertThat(table.arriveAsWritten(cursor, ID, 4, 4000)).as("expected twice").isFalse();
    assertThat(table.arriveAsWritten(cursor, ID, 5, 5000)).as("unexpected").isFalse();
    assertThat(table.idsSeenTwice()).isEqualTo(1);
    assertThat(table.takeMissing(ID, 1, 100)).isFalse();
  }

  /** Calls arrive in the order of the file, in reverse order, with gaps, and in random order. */
  @Test
  void arriveAsWritten_inAnyOrderEachCallOnce() {
    int calls = 10_000;
    SplittableRandom random = new SplittableRandom(2);
    int[] order = new int[calls];
    for (int i = 0; i < calls; i++) {
      table.expect(ID, i, i, i + 1);
      order[i] = i < calls / 3 ? calls - 1 - i : i - calls / 3;
    }
    for (int i = 0; i < calls; i++) {
      int from = Math.max(0, i - (i % 1000 == 0 ? calls : 40));
      int other = random.nextInt(from, i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    for (int call : order) {
      assertThat(table.arriveAsWritten(cursor, ID, call, call + 2)).as("other text").isFalse();
      assertThat(table.arriveAsWritten(cursor, ID, call, call + 1)).isTrue();
      assertThat(table.arriveAsWritten(cursor, ID, call, call + 1)).as("again").isFalse();
    }
    assertThat(table.idsSeenTwice()).isZero();
  }

  @Test
  void arrive_expectedTwice() {
    table.expect(ID, 1, 100, CallDigest.NO_TEXT);
    table.expect(ID, 1, 100, CallDigest.NO_TEXT);

    assertThat(table.arrive(ID, 1, 100)).isEqualTo(OK);
    assertThat(table.arrive(ID, 1, 100)).isEqualTo(OK);
    assertThat(table.arrive(ID, 1, 100)).isEqualTo(CallTable.DUPLICATE);
    assertThat(table.idsSeenTwice()).isEqualTo(1);
  }

  @Test
  void arrive_twoVersionsOfOneId() {
    table.expect(ID, 1, 100, CallDigest.NO_TEXT);
    table.expect(ID, 1, 101, CallDigest.NO_TEXT);

    assertThat(table.arrive(ID, 1, 101)).isEqualTo(OK);
    assertThat(table.arrive(ID, 1, 101)).isEqualTo(CallTable.DUPLICATE);
    assertThat(table.takeMissing(ID, 1, 101)).isFalse();
    assertThat(table.takeMissing(ID, 1, 100)).isTrue();
  }

  @Test
  void takeMissing_alteredOfTwo() {
    table.expect(ID, 1, 100, CallDigest.NO_TEXT);
    table.expect(ID, 1, 100, CallDigest.NO_TEXT);

    assertThat(table.arrive(ID, 1, 999)).isEqualTo(CallTable.ALTERED);
    assertThat(table.takeMissing(ID, 1, 100)).isFalse();
    assertThat(table.takeMissing(ID, 1, 100)).isTrue();
  }

  @Test
  void arrive_full() {
    CallTable small = new CallTable(2);
    small.expect(ID, 1, 100, CallDigest.NO_TEXT);
    small.expect(ID, 2, 100, CallDigest.NO_TEXT);
    small.expect(ID, 3, 100, CallDigest.NO_TEXT);

    assertThat(small.isFull()).isTrue();
    assertThat(small.arrive(ID, 4, 100)).isEqualTo(CallTable.UNEXPECTED);
    assertThat(small.arrive(ID, 4, 100)).isEqualTo(CallTable.UNEXPECTED);
    assertThat(small.idsSeenTwice()).isZero();
    assertThat(small.arrive(ID, 3, 100)).isEqualTo(OK);
  }

  @Test
  void bytes_under64PerCallAlsoWhileGrowing() {
    SplittableRandom random = new SplittableRandom(1);
    double worst = 0;
    for (int calls = 1; calls <= 2_000_000; calls++) {
      table.expect(random.nextLong() | ID, random.nextLong(), calls, CallDigest.NO_TEXT);
      if (calls >= 10_000) {
        worst = Math.max(worst, (double) table.peakBytes() / calls);
        worst = Math.max(worst, (double) table.bytes() / calls);
      }
    }
    assertThat(table.size()).isEqualTo(2_000_000);
    assertThat(worst).isBetween(40.0, 64.0);
  }

  @Test
  void arrive_manyIdsFoundAfterGrowing() {
    int ids = 100_000;
    for (int id = 0; id < ids; id++) {
      table.expect((9L << 56) | id, 0, id * 31L, CallDigest.NO_TEXT);
    }
    int wrong = 0;
    for (int id = 0; id < ids; id++) {
      wrong += table.arrive((9L << 56) | id, 0, id * 31L);
    }
    assertThat(wrong).isZero();
    assertThat(table.size()).isEqualTo(ids);
    assertThat(table.idsSeenTwice()).isZero();
  }
}
