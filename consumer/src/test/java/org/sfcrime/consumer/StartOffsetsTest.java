package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cell of the table in docs/semantics.md, and what a rebalance must not change. */
class StartOffsetsTest extends LoopHarness {
  private static final long BEGINNING = 3;
  private static final long COMMITTED = 5;
  private static final long END = 9;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # group,     from the beginning, topic exists, partition is new, begins at
          none,        false,              true,         false,            end
          none,        false,              true,         true,             beginning
          none,        false,              false,        false,            beginning
          none,        false,              false,        true,             beginning
          none,        true,               true,         false,            beginning
          none,        true,               true,         true,             beginning
          none,        true,               false,        false,            beginning
          none,        true,               false,        true,             beginning
          uncommitted, false,              true,         false,            end
          uncommitted, false,              true,         true,             beginning
          uncommitted, false,              false,        false,            beginning
          uncommitted, false,              false,        true,             beginning
          uncommitted, true,               true,         false,            beginning
          uncommitted, true,               true,         true,             beginning
          uncommitted, true,               false,        false,            beginning
          uncommitted, true,               false,        true,             beginning
          committed,   false,              true,         false,            committed
          committed,   false,              true,         true,             committed
          committed,   false,              false,        false,            committed
          committed,   false,              false,        true,             committed
          committed,   true,               true,         false,            committed
          committed,   true,               true,         true,             committed
          committed,   true,               false,        false,            committed
          committed,   true,               false,        true,             committed
          """)
  void process_beginsAt(
      String group, boolean fromBeginning, boolean topicExists, boolean isNew, String begins) {
    // The client's own reset would begin at another offset.
    topic = MockTopic.of(1, begins.equals("end") ? "earliest" : "latest");
    boolean inGroup = !group.equals("none");
    start = start(fromBeginning, inGroup ? "g" : null, null, null);
    partitions(1);
    if (!topicExists) {
      topic.delete();
      clock.atWait(() -> partitions(1));
    }
    topic.atPoll(
        () -> {
          commit(group);
          rebalance(inGroup, 0);
        });
    if (isNew) {
      topic.atPoll(
          () -> {
            partitions(2);
            clock.pass(Duration.ofSeconds(6));
            rebalance(inGroup, 0, 1);
          });
    }
    topic.atPoll(() -> {});
    topic.atPoll(clock::stop);

    assertThat(process()).isEqualTo(EndReason.SIGNAL);
    long offset =
        switch (begins) {
          case "beginning" -> BEGINNING;
          case "committed" -> COMMITTED;
          default -> END;
        };
    assertThat(topic.consumer.position(MockTopic.partition(isNew ? 1 : 0))).isEqualTo(offset);
    if (inGroup) {
      // A killed member commits nothing more; its successor begins here too.
      TopicPartition partition = MockTopic.partition(isNew ? 1 : 0);
      assertThat(topic.consumer.committed(Set.of(partition)).get(partition).offset())
          .isEqualTo(offset);
    }
    assertThat(errors().contains("note: --from-beginning has no effect on the partitions [0], "))
        .isEqualTo(fromBeginning && group.equals("committed"));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void commit(String group) {
    if (group.equals("committed")) {
      OffsetAndMetadata offset = new OffsetAndMetadata(COMMITTED);
      topic.consumer.commitSync(
          Map.of(MockTopic.partition(0), offset, MockTopic.partition(1), offset));
    }
  }

  private void partitions(int partitions) {
    topic.partitions(partitions);
    for (int i = 0; i < partitions; i++) {
      topic.consumer.updateBeginningOffsets(Map.of(MockTopic.partition(i), BEGINNING));
      topic.end(i, END);
    }
  }

  private void rebalance(boolean inGroup, int... partitions) {
    if (inGroup) {
      topic.rebalance(partitions);
    }
  }

  /** Only the start is a surprise: after that, other members commit. */
  @Test
  void process_fromBeginning_noteOnlyAtTheStart() {
    start = start(true, "g", null, null);
    topic.atPoll(() -> topic.rebalance(0));
    topic.atPoll(
        () -> {
          commit("committed");
          topic.rebalance(0, 1);
        });
    topic.atPoll(clock::stop);

    process();
    assertThat(errors()).doesNotContain("note:");
  }

  @Test
  void process_topicAppears_rebalanceChangesNoPosition() {
    start = start(true, "g", null, null);
    topic.delete();
    clock.atWait(() -> topic.partitions(1));
    topic.atPoll(() -> topic.rebalance(0));
    topic.arrive(record(0, 0), record(0, 1));
    topic.atPoll(() -> topic.rebalance(0));
    topic.atPoll(() -> {});
    topic.atPoll(clock::stop);

    process();
    assertThat(topic.consumer.position(MockTopic.partition(0))).isEqualTo(2);
  }

  /** Another member read the partition in the meantime. */
  @Test
  void commit_partitionLostAndRegained_keepsTheNewerOffset() {
    start = start(true, "g", null, null);
    end = end(false, 2L, null);
    topic.atPoll(() -> topic.rebalance(0, 1));
    topic.arrive(record(0, 0));
    topic.atPoll(
        () -> {
          topic.consumer.rebalance(List.of(MockTopic.partition(1)));
          topic.consumer.commitSync(Map.of(MockTopic.partition(0), new OffsetAndMetadata(5)));
          topic.consumer.rebalance(List.of(MockTopic.partition(0), MockTopic.partition(1)));
          topic.consumer.addRecord(record(1, 0));
          topic.consumer.addRecord(record(1, 1));
        });

    assertThat(process()).isEqualTo(EndReason.MAX_MESSAGES);
    reader.commit();
    Map<?, OffsetAndMetadata> committed =
        topic.consumer.committed(topic.consumer.assignment(), Duration.ZERO);
    assertThat(committed.get(MockTopic.partition(0)).offset()).isEqualTo(5);
    assertThat(committed.get(MockTopic.partition(1)).offset()).isEqualTo(1);
  }
}
