package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a run that follows a feed ends when it is stopped or cannot publish. */
class FollowEndTest {
  @AutoClose private final FollowRuns runs = new FollowRuns();

  @BeforeEach
  void show() {
    runs.feed.row("1", "2026-11-20T10:00:30.000", "ALARM");
    runs.feed.row("2", "2026-11-20T11:00:30.000", "FIGHT");
  }

  /** Nothing of a poll is published whose commit fails; the next run publishes all of it. */
  @Test
  void commitFails_nothingIsPublished() {
    failCommit(new KafkaException("gone"));
    assertThat(runs.follow()).isEqualTo(1);
    assertThat(runs.errors()).contains("gone; the same command goes on from what is published.");
    assertThat(runs.published()).isEmpty();
    assertThat(runs.follow("--once")).isZero();
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Fight");
  }

  @Test
  void fenced_saysSo() {
    failCommit(new ProducerFencedException("newer epoch"));
    assertThat(runs.follow()).isEqualTo(1);
    assertThat(runs.errors())
        .contains("Fenced: another producer that follows this feed to this topic");
  }

  private void failCommit(KafkaException failure) {
    MockProducer<byte[], byte[]> producer = InMemoryKafkaClients.producer();
    producer.commitTransactionException = failure;
    runs.broker.next(producer);
  }
}
