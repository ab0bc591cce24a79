package org.sfcrime.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sfcrime.streaming.count.PartitionsAtStart;

class TopicAtStartTest {
  @Test
  void partitions_availableNow_thoseReadToTheEndAreFinished() {
    TopicAtStart topic = new TopicAtStart("calls", "id", Map.of(0, 10L, 1, 10L, 2, 0L));
    assertThat(topic.partitions(Map.of(0, 4L, 1, 10L), true))
        .isEqualTo(new PartitionsAtStart(Set.of(0), Set.of(1, 2)));
    assertThat(topic.partitions(Map.of(0, 4L, 1, 10L), false))
        .isEqualTo(new PartitionsAtStart(Set.of(0, 1, 2), Set.of()));
  }
}
