package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;

/** The broker goes away, or the topic does, after the program has started. */
class LostBrokerTest extends LoopHarness {
  private static final String GIVEN_UP = "no broker has answered for 60 s: is it still running?";

  private void brokerAnswers(boolean answers) {
    clock.pass(Duration.ofSeconds(15));
    topic.brokerAnswers = answers;
  }

  /** Lets time pass at each of the next polls, so that checks are due. */
  private void pass(Duration duration, int polls) {
    for (int i = 0; i < polls; i++) {
      topic.atPoll(() -> clock.pass(duration));
    }
  }

  private String status() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void assertFails(String message) {
    assertThatThrownBy(this::process).isInstanceOf(CommandException.class).hasMessage(message);
  }

  @Test
  void process_brokerLost() {
    topic.atPoll(() -> topic.brokerAnswers = false);
    pass(Duration.ofSeconds(6), 20);
    assertFails(GIVEN_UP);
  }

  @Test
  void process_brokerLostByMemberWithoutPartitions() {
    start = start(false, "g", null, null);
    topic.atPoll(() -> topic.brokerAnswers = false);
    pass(Duration.ofSeconds(6), 20);
    topic.atPoll(clock::stop);
    assertFails(GIVEN_UP);
  }

  @Test
  void process_brokerLostWhileWaitingForTheTopic() {
    topic.delete();
    for (int i = 0; i < 5; i++) {
      clock.atWait(() -> brokerAnswers(false));
    }
    clock.atWait(clock::stop);
    assertFails(GIVEN_UP);
    assertThat(status()).contains("no broker answers; giving up after 60 s");
  }

  @Test
  void process_severalOutagesWhileWaitingForTheTopic_doNotAddUp() {
    end = end(false, 1L, null);
    topic.delete();
    for (int i = 0; i < 5; i++) {
      clock.atWait(() -> brokerAnswers(false));
      clock.atWait(() -> brokerAnswers(true));
    }
    clock.atWait(() -> topic.partitions(1));
    topic.arrive(record(0, 0));
    assertThat(process()).isEqualTo(EndReason.MAX_MESSAGES);
    assertThat(status()).contains("the broker answers again", "topic calls exists now");
  }

  @Test
  void process_severalOutagesWhileReading_doNotAddUp() {
    for (int i = 0; i < 5; i++) {
      topic.atPoll(() -> brokerAnswers(false));
      topic.atPoll(() -> brokerAnswers(true));
    }
    topic.atPoll(clock::stop);
    assertThat(process()).isEqualTo(EndReason.SIGNAL);
  }

  /** Requests for end offsets, new partitions and positions all go on after an outage. */
  @Test
  void process_outageWhileTheEndIsRequested_goesOn() {
    start = start(true, "g", null, null);
    end = end(true, null, null);
    topic.end(0, 1);
    topic.atPoll(
        () -> {
          topic.rebalance(0);
          topic.consumer.setOffsetsException(new TimeoutException("no"));
        });
    topic.atPoll(() -> {});
    topic.arrive(record(0, 0));
    assertThat(process()).isEqualTo(EndReason.END_OFFSETS);
  }

  @Test
  void process_outageWhileTheEndIsRequested_timesOut() {
    end = end(true, null, Duration.ofSeconds(5));
    topic.atPoll(
        () -> {
          topic.rebalance(0);
          brokerAnswers(false);
        });
    start = start(true, "g", null, null);
    assertThat(process()).isEqualTo(EndReason.TIMED_OUT);
  }

  /** The client alone would continue at the position of {@code auto.offset.reset}. */
  @Test
  void process_outageWhileTheCommittedOffsetIsRequested_beginsWhereItShould() {
    topic = MockTopic.of(1, "earliest");
    start = start(false, "g", null, null);
    topic.end(0, 9);
    topic.atPoll(
        () -> {
          topic.rebalance(0);
          topic.lostRequests = 2;
        });
    topic.atPoll(() -> {});
    topic.atPoll(clock::stop);
    process();
    assertThat(topic.consumer.position(MockTopic.partition(0))).isEqualTo(9);
  }

  @Test
  void commit_failedWhenPartitionsWereRevoked_isToldAtTheEnd() {
    start = start(true, "g", null, null);
    topic.atPoll(() -> topic.rebalance(0));
    topic.arrive(record(0, 0));
    topic.atPoll(
        () -> {
          topic.brokerAnswers = false;
          topic.rebalance(0);
          topic.brokerAnswers = true;
        });
    topic.atPoll(() -> {});
    topic.atPoll(clock::stop);
    assertThat(process()).isEqualTo(EndReason.SIGNAL);
    assertThatThrownBy(reader::commit).isInstanceOf(TimeoutException.class).hasMessage("no");
  }

  @Test
  void process_topicDeleted() {
    topic.atPoll(topic::delete);
    pass(Duration.ofSeconds(6), 20);
    assertFails("topic calls was deleted");
  }

  /** The new topic has records at the position, so the client continues there. */
  @Test
  void process_topicCreatedAgainAndLonger() {
    topic.arrive(record(0, 0));
    topic.atPoll(() -> topic.id = Uuid.randomUuid());
    for (int offset = 1; offset < 10; offset++) {
      ConsumerRecord<byte[], byte[]> next = record(0, offset);
      topic.atPoll(
          () -> {
            clock.pass(Duration.ofSeconds(6));
            topic.consumer.addRecord(next);
          });
    }
    topic.atPoll(clock::stop);
    assertFails(
        "topic calls was deleted and created again: its records are not those that were read");
  }

  /** The first request for the id was not answered. */
  @Test
  void process_topicIdIsKnownLate_goesOn() {
    topic.atPoll(() -> brokerAnswers(false));
    topic.atPoll(() -> brokerAnswers(true));
    pass(Duration.ofSeconds(6), 5);
    topic.atPoll(clock::stop);
    assertThat(process()).isEqualTo(EndReason.SIGNAL);
  }

  @Test
  void process_topicDeletedByMemberOfGroup() {
    start = start(true, "g", null, null);
    topic.atPoll(() -> topic.rebalance(0, 1));
    topic.atPoll(
        () -> {
          topic.delete();
          topic.rebalance();
        });
    pass(Duration.ofSeconds(6), 20);
    topic.atPoll(clock::stop);
    assertFails("topic calls was deleted");
  }
}
