package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingLoopTest extends LoopHarness {
  @Test
  void process_untilEnd() {
    end = end(true, null, null);
    topic.end(0, 2);
    topic.end(1, 1);
    topic.arrive(record(0, 0));
    topic.arrive(record(0, 1), record(1, 0));
    topic.arrive(record(0, 2));

    assertThat(process()).isEqualTo(EndReason.END_OFFSETS);
    assertThat(shown()).containsExactlyInAnyOrder("0-0", "0-1", "1-0");
  }

  @Test
  void process_untilEndStopsExactlyWithinABatch() {
    end = end(true, null, null);
    topic.end(0, 2);
    topic.end(1, 1);
    topic.arrive(record(0, 0), record(0, 1), record(0, 2), record(0, 3));
    topic.arrive(record(0, 4), record(1, 0), record(1, 1));

    assertThat(process()).isEqualTo(EndReason.END_OFFSETS);
    assertThat(shown()).containsExactly("0-0", "0-1", "1-0");
    assertThat(reader.progress().get(0).position).isEqualTo(2);
    assertThat(reader.progress().get(1).position).isEqualTo(1);
  }

  @Test
  void process_untilEndOfEmptyTopic() {
    end = end(true, null, null);
    assertThat(process()).isEqualTo(EndReason.END_OFFSETS);
    assertThat(shown()).isEmpty();
  }

  @Test
  void process_untilEndWithMarkersAfterTheLastRecord() {
    end = end(true, null, null);
    topic.end(0, 5);
    topic.arrive(record(0, 0));
    // Transaction markers and aborted records move the position without a record.
    topic.atPoll(() -> topic.consumer.seek(MockTopic.partition(0), 5));

    assertThat(process()).isEqualTo(EndReason.END_OFFSETS);
    assertThat(shown()).containsExactly("0-0");
    assertThat(reader.progress().get(0).position).isEqualTo(5);
    assertThat(reader.progress().get(0).lastOffset).isZero();
  }

  @Test
  void process_untilEndIgnoresLaterRecords() {
    end = end(true, null, null);
    topic.end(0, 1);
    topic.atPoll(() -> topic.end(0, 100));
    topic.arrive(record(0, 0));

    assertThat(process()).isEqualTo(EndReason.END_OFFSETS);
    assertThat(shown()).containsExactly("0-0");
  }

  @Test
  void process_maxMessagesWithinABatch() {
    end = end(false, 2L, null);
    topic.arrive(record(0, 0), record(0, 1), record(0, 2));

    assertThat(process()).isEqualTo(EndReason.MAX_MESSAGES);
    assertThat(shown()).containsExactly("0-0", "0-1");
    assertThat(reader.progress().get(0).position).isEqualTo(2);
    assertThat(loop.throughput().records()).isEqualTo(2);
  }

  @Test
  void process_timeoutCountsFromTheLastArrival() {
    end = end(false, null, Duration.ofSeconds(1));
    topic.atPoll(() -> clock.pass(Duration.ofMillis(900)));
    topic.arrive(record(0, 0));
    topic.atPoll(() -> clock.pass(Duration.ofMillis(900)));
    topic.arrive(record(0, 1));

    assertThat(process()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(shown()).containsExactly("0-0", "0-1");
  }

  @Test
  void process_expectedArrivedReadsToTheEnd() {
    expectedRecords = Optional.of(1L);
    topic.arrive(record(0, 0));
    topic.end(1, 1);
    topic.arrive(record(1, 0));

    assertThat(process()).isEqualTo(EndReason.EXPECTED_ARRIVED);
    assertThat(shown()).containsExactly("0-0", "1-0");
  }

  @Test
  void process_expectedDoesNotEndWhenAnEndIsGiven() {
    expectedRecords = Optional.of(1L);
    end = end(false, null, Duration.ofSeconds(1));
    topic.arrive(record(0, 0));

    assertThat(process()).isEqualTo(EndReason.TIMED_OUT);
  }

  @Test
  void process_signal() {
    topic.arrive(record(0, 0));
    topic.atPoll(topic.consumer::wakeup);

    assertThat(process()).isEqualTo(EndReason.SIGNAL);
    assertThat(shown()).containsExactly("0-0");
  }

  @Test
  void process_stopWithoutWakeup() {
    topic.atPoll(clock::stop);
    assertThat(process()).isEqualTo(EndReason.SIGNAL);
  }
}
