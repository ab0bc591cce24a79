package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;

class TopicReaderTest extends LoopHarness {
  @Test
  void process_startsAtTheEnd() {
    start =
        new ConsumerOptions.Start(
            false, Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
    end = end(false, 1L, null);
    topic.end(0, 5);
    topic.arrive(record(0, 4), record(0, 5));

    process();
    assertThat(shown()).containsExactly("0-5");
  }

  @Test
  void process_offsetOfOnePartition() {
    start =
        new ConsumerOptions.Start(false, Optional.empty(), OptionalInt.of(1), OptionalLong.of(3));
    end = end(true, null, null);
    topic.end(1, 4);
    topic.arrive(record(1, 3));

    process();
    assertThat(shown()).containsExactly("1-3");
    assertThat(topic.consumer.assignment()).containsExactly(MockTopic.partition(1));
  }

  @Test
  void process_offsetOrPartitionThatIsNotThere() {
    start =
        new ConsumerOptions.Start(false, Optional.empty(), OptionalInt.of(1), OptionalLong.of(3));
    assertThatThrownBy(this::process)
        .isInstanceOf(CommandException.class)
        .hasMessage("--offset 3 is not in partition calls-1, which has the offsets 0 to 0");
    start =
        new ConsumerOptions.Start(false, Optional.empty(), OptionalInt.of(7), OptionalLong.empty());
    assertThatThrownBy(this::process)
        .isInstanceOf(CommandException.class)
        .hasMessage("topic calls has no partition 7; it has [0, 1]");
  }

  @Test
  void process_missingTopicIsReadFromItsBeginning() {
    start =
        new ConsumerOptions.Start(
            false, Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
    end = end(false, 1L, Duration.ofHours(1));
    topic.consumer.updatePartitions(Calls.TOPIC, List.of());
    clock.atWait(() -> topic.partitions(2));
    clock.atWait(() -> topic.end(0, 1));
    topic.arrive(record(0, 0));

    assertThat(process()).isEqualTo(ReadingLoop.End.MAX_MESSAGES);
    assertThat(shown()).containsExactly("0-0");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "topic calls does not exist yet: waiting for it\ntopic calls is there\n"
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void process_missingTopicTimesOut() {
    end = end(false, null, Duration.ofSeconds(2));
    topic.consumer.updatePartitions(Calls.TOPIC, List.of());
    assertThat(process()).isEqualTo(ReadingLoop.End.TIMED_OUT);
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

    assertThat(process()).isEqualTo(ReadingLoop.End.MAX_MESSAGES);
    assertThat(shown()).containsExactly("2-0");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("reading new partitions [2]");
  }

  @Test
  void process_noBrokerAnyMore() {
    for (int i = 0; i < 20; i++) {
      topic.atPoll(
          () -> {
            clock.pass(Duration.ofSeconds(6));
            topic.consumer.setOffsetsException(new TimeoutException("no"));
          });
    }
    assertThatThrownBy(this::process)
        .isInstanceOf(CommandException.class)
        .hasMessage("no broker has answered for 60 s: is it still running?");
  }

  @Test
  void process_groupCommitsWhatWasRead() {
    start =
        new ConsumerOptions.Start(
            true, Optional.of("g"), OptionalInt.empty(), OptionalLong.empty());
    end = end(true, null, null);
    topic.end(0, 2);
    topic.atPoll(() -> topic.consumer.rebalance(List.of(MockTopic.partition(0))));
    topic.arrive(record(0, 0), record(0, 1));

    assertThat(process()).isEqualTo(ReadingLoop.End.END_OFFSETS);
    reader.commit();
    assertThat(
            topic
                .consumer
                .committed(Set.of(MockTopic.partition(0)))
                .get(MockTopic.partition(0))
                .offset())
        .isEqualTo(2);
  }

  @Test
  void process_groupCommitsOnlyWhatWasAskedFor() {
    start =
        new ConsumerOptions.Start(
            true, Optional.of("g"), OptionalInt.empty(), OptionalLong.empty());
    end = end(false, 1L, null);
    topic.atPoll(() -> topic.consumer.rebalance(List.of(MockTopic.partition(0))));
    topic.arrive(record(0, 0), record(0, 1));

    process();
    reader.commit();
    assertThat(
            topic
                .consumer
                .committed(Set.of(MockTopic.partition(0)))
                .get(MockTopic.partition(0))
                .offset())
        .isEqualTo(1);
  }

  @Test
  void noteEndOffsets_lag() {
    end = end(false, 1L, null);
    topic.end(0, 10);
    topic.arrive(record(0, 0));

    process();
    reader.noteEndOffsets();
    PartitionProgress progress = reader.progress().get(0);
    assertThat(progress.endOffset()).isEqualTo(10);
    assertThat(progress.lag()).isEqualTo(9);
  }
}
