package org.sfcrime.streaming.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.callrecord.RejectionReason;

class RowCountsTest {
  @Test
  void identityHolds_everyRecordIsAccountedForInEveryWindow() {
    Map<RejectionReason, Long> two = Map.of(RejectionReason.NOT_JSON, 2L);
    assertThat(new RowCounts(10, 5, 2, 1, 0, 1, two).identityHolds(1)).isTrue();
    assertThat(new RowCounts(10, 5, 2, 0, 0, 1, two).identityHolds(1)).isFalse();
    assertThat(new RowCounts(10, 12, 4, 0, 0, 1, two).identityHolds(2)).isTrue();
  }
}
