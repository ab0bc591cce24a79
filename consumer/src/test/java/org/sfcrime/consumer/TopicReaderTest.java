package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;

class TopicReaderTest extends LoopHarness {
  @Test
  void process_startsAtTheEnd() {
    start = start(false, null, null, null);
    end = end(false, 1L, null);
    topic.end(0, 5);
    topic.arrive(record(0, 4), record(0, 5));

    process();
    assertThat(shown()).containsExactly("0-5");
  }

  @Test
  void process_offsetOfOnePartition() {
    start = start(false, null, 1, 3L);
    end = end(true, null, null);
    topic.end(1, 4);
    topic.arrive(record(1, 3));

    process();
    assertThat(shown()).containsExactly("1-3");
    assertThat(topic.consumer.assignment()).containsExactly(MockTopic.partition(1));
  }

  @Test
  void process_missingOffsetOrPartition() {
    start = start(false, null, 1, 3L);
    assertThatThrownBy(this::process)
        .isInstanceOf(CommandException.class)
        .hasMessage("--offset 3 is not in partition calls-1, which has the offsets 0 to 0");
    start = start(false, null, 7, null);
    assertThatThrownBy(this::process)
        .isInstanceOf(CommandException.class)
        .hasMessage("topic calls has no partition 7; it has [0, 1]");
  }

  @Test
  void process_missingTopicIsReadFromItsBeginning() {
    start = start(false, null, null, null);
    end = end(false, 1L, Duration.ofHours(1));
    topic.consumer.updatePartitions(ConsumedCalls.TOPIC, List.of());
    clock.atWait(
        () -> {
          topic.partitions(2);
          topic.end(0, 1);
        });
    topic.arrive(record(0, 0));

    assertThat(process()).isEqualTo(EndReason.MAX_MESSAGES);
    assertThat(shown()).containsExactly("0-0");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "topic calls does not exist yet: waiting for it\ntopic calls exists now\n"
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void process_missingTopicTimesOut() {
    end = end(false, null, Duration.ofSeconds(2));
    topic.consumer.updatePartitions(ConsumedCalls.TOPIC, List.of());
    assertThat(process()).isEqualTo(EndReason.TIMED_OUT);
  }

  @Test
  void process_newPartitionWhileFollowing() {
    end = end(false, 1L, null);
    topic.atPoll(
        () -> {
          topic.partitions(3);
          clock.pass(Duration.ofSeconds(6));
        });
    topic.arrive(record(2, 0));

    assertThat(process()).isEqualTo(EndReason.MAX_MESSAGES);
    assertThat(shown()).containsExactly("2-0");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("reading new partitions [2]");
  }

  @Test
  void process_groupCommitsReadRecords() {
    start = start(true, "g", null, null);
    end = end(true, null, null);
    topic.end(0, 2);
    topic.atPoll(() -> topic.consumer.rebalance(List.of(MockTopic.partition(0))));
    topic.arrive(record(0, 0), record(0, 1));

    assertThat(process()).isEqualTo(EndReason.END_OFFSETS);
    reader.commit();
    assertThat(committedOffset()).isEqualTo(2);
  }

  @Test
  void process_groupCommitsOnlyRequestedRecords() {
    start = start(true, "g", null, null);
    end = end(false, 1L, null);
    topic.atPoll(() -> topic.consumer.rebalance(List.of(MockTopic.partition(0))));
    topic.arrive(record(0, 0), record(0, 1));

    process();
    reader.commit();
    assertThat(committedOffset()).isEqualTo(1);
  }

  private long committedOffset() {
    TopicPartition partition = MockTopic.partition(0);
    return topic.consumer.committed(Set.of(partition)).get(partition).offset();
  }

  @Test
  void storeEndOffsets_lag() {
    end = end(false, 1L, null);
    topic.end(0, 10);
    topic.arrive(record(0, 0));

    process();
    reader.storeEndOffsets();
    PartitionProgress progress = reader.progress().get(0);
    assertThat(progress.endOffset).isEqualTo(10);
    assertThat(progress.lag()).isEqualTo(9);
  }
}
