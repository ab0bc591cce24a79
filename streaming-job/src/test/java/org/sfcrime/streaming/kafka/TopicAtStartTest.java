package org.sfcrime.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.streaming.count.PartitionsAtStart;

class TopicAtStartTest {
  private static final KafkaOptions KAFKA =
      new KafkaOptions("h:1", "calls", "earliest", 1, null, Map.of());

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Answers one request after the other. */
  private static final class Answers implements TopicAtStart.Description {
    private static final TopicAtStart FOUND = new TopicAtStart("calls", "id", Map.of(), Map.of());

    private final Deque<Exception> failures;
    private Duration time = Duration.ZERO;

    Answers(Exception... failures) {
      this.failures = new ArrayDeque<>(List.of(failures));
    }

    @Override
    public TopicAtStart request() throws ExecutionException {
      Exception failure = failures.poll();
      if (failure == null) {
        return FOUND;
      }
      time = time.plusSeconds(failure instanceof TimeoutException ? 15 : 0);
      throw new ExecutionException(failure);
    }

    @Override
    public long nanoTime() {
      return time.toNanos();
    }
  }

  private TopicAtStart find(Exception... failures) throws InterruptedException {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return TopicAtStart.find(new Answers(failures), KAFKA, true, stream);
  }

  @Test
  void find_separateOutages_doNotAddUp() throws InterruptedException {
    TimeoutException none = new TimeoutException("no answer");
    assertThat(find(none, none, none, new UnknownTopicOrPartitionException(), none, none, none))
        .isEqualTo(Answers.FOUND);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("waiting for topic calls to be created on h:1%n".formatted());
  }

  @Test
  void find_noAnswerForFourTimeOuts_fails() {
    TimeoutException none = new TimeoutException("no answer");
    assertThatThrownBy(() -> find(none, none, none, none))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("no broker answers at h:1");
  }

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

  /** Divides partitions into batches as Spark does: a share for each, rounded down. */
  private static List<Long> batches(TopicAtStart topic, long maxOffsets) {
    long limit = topic.evenBatch(Map.of(), maxOffsets);
    List<Long> unread = new ArrayList<>(topic.endOffsets().values());
    List<Long> batches = new ArrayList<>();
    for (long total = sum(unread); total > 0; total = sum(unread)) {
      double share = (double) limit / total;
      unread.replaceAll(left -> left - Math.min(left, Math.max(1, (long) (left * share))));
      batches.add(total - sum(unread));
    }
    return batches;
  }

  private static long sum(List<Long> offsets) {
    return offsets.stream().mapToLong(Long::longValue).sum();
  }

  private static TopicAtStart topic(long... ends) {
    Map<Integer, Long> first = new HashMap<>();
    Map<Integer, Long> end = new HashMap<>();
    for (int i = 0; i < ends.length; i++) {
      first.put(i, 0L);
      end.put(i, ends[i]);
    }
    return new TopicAtStart("calls", "id", first, end);
  }

  @Test
  void evenBatch_transactionMarkers_makeNoTailBatch() {
    TopicAtStart topic = topic(500_011, 500_012, 500_010, 500_011);
    assertThat(batches(topic, 500_000)).hasSize(4).allMatch(batch -> batch > 499_000);
  }

  @Test
  void evenBatch_moreThanOnePercentTooMany_isSmaller() {
    TopicAtStart topic = topic(3_001, 3_001, 3_003);
    assertThat(topic.evenBatch(Map.of(), 3_000)).isEqualTo(3_005);
    assertThat(batches(topic, 2_900)).hasSize(4).allMatch(batch -> batch > 2_200 && batch < 2_300);
  }

  @Test
  void evenBatch_countsUnreadOffsetsOnly() {
    TopicAtStart topic =
        new TopicAtStart("calls", "id", Map.of(0, 10L, 1, 0L), Map.of(0, 110L, 1, 500L));
    assertThat(topic.evenBatch(Map.of(0, 5L, 1, 400L), 150)).isEqualTo(102);
    assertThat(topic.evenBatch(Map.of(0, KafkaOptions.LATEST, 1, 500L), 150)).isPositive();
    assertThat(topic.evenBatch(Map.of(), Long.MAX_VALUE)).isEqualTo(602);
  }
}
