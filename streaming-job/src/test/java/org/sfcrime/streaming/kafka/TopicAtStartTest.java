package org.sfcrime.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sfcrime.streaming.count.PartitionsAtStart;

class TopicAtStartTest {
  @Test
  void partitions_availableNow_thoseReadToTheEndAreFinished() {
    TopicAtStart topic =
        new TopicAtStart("calls", "id", Map.of(0, 0L, 1, 0L, 2, 0L), Map.of(0, 10L, 1, 10L, 2, 0L));
    assertThat(topic.partitions(Map.of(0, 4L, 1, 10L), true))
        .isEqualTo(new PartitionsAtStart(Set.of(0), Set.of(1, 2)));
    assertThat(topic.partitions(Map.of(0, 4L, 1, 10L), false))
        .isEqualTo(new PartitionsAtStart(Set.of(0, 1, 2), Set.of()));
  }

  @Test
  void partitions_availableNow_thoseThatRetentionHasEmptiedAreFinished() {
    TopicAtStart topic =
        new TopicAtStart("calls", "id", Map.of(0, 9L, 1, 10L), Map.of(0, 10L, 1, 10L));
    PartitionsAtStart expected = new PartitionsAtStart(Set.of(0), Set.of(1));
    assertThat(topic.partitions(Map.of(), true)).isEqualTo(expected);
    assertThat(topic.partitions(Map.of(0, 4L, 1, 4L), true)).isEqualTo(expected);
  }

  @Test
  void partitions_availableNow_thoseThatStartAtTheirEndAreFinished() {
    TopicAtStart topic =
        new TopicAtStart(
            "calls",
            "id",
            Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L),
            Map.of(0, 10L, 1, 10L, 2, 10L, 3, 10L));
    KafkaOptions kafka =
        new KafkaOptions(
            "h:1", "calls", "{\"calls\":{\"0\":-2,\"1\":4,\"2\":10,\"3\":-1}}", 1, null, Map.of());
    assertThat(topic.partitions(kafka.startingPosition(), true))
        .isEqualTo(new PartitionsAtStart(Set.of(0, 1), Set.of(2, 3)));
  }
}
