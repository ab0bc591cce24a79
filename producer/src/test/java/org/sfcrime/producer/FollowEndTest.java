package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.StopSignal;

/** How a run that follows a feed ends when it is stopped or cannot publish. */
class FollowEndTest {
  @AutoClose private final FollowRuns runs = new FollowRuns();
  private final StopSignal stop = new StopSignal();
  private final Thread main = Thread.currentThread();

  /** A producer of which a test overrides a step. */
  private static class OtherProducer extends MockProducer<byte[], byte[]> {
    OtherProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
  }

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
  void recordCannotBeSent_nothingOfThePollIsPublished() {
    runs.broker.next(
        new OtherProducer() {
          private boolean hasSent;

          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (hasSent) {
              throw new KafkaException("gone");
            }
            hasSent = true;
            return super.send(record, callback);
          }
        });
    assertThat(runs.follow()).isEqualTo(1);
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

  /** A poll that is being committed when a signal comes is published and counted. */
  @Test
  void stopWhileAPollIsCommitted_theCommitEnds() {
    runs.broker.next(
        new OtherProducer() {
          @Override
          public void commitTransaction() {
            stop.request();
            // The commit goes on when the main thread, after its interrupt, waits again. If the
            // main thread closes the producer instead, the committer is interrupted here.
            await()
                .until(
                    () -> !main.isInterrupted() && main.getState() == Thread.State.TIMED_WAITING);
            super.commitTransaction();
          }
        });
    assertThat(runs.follow(stop)).isEqualTo(130);
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Fight");
    assertThat(runs.errors()).contains("1 polls, 0 failed; 2 calls published: 2 new, 0 changed;");
  }

  /** The interrupt also reaches the close of the producer. */
  @Test
  void stopBeforeTheFirstPoll_endsWithoutAFailure() {
    runs.broker.next(
        new OtherProducer() {
          @Override
          public void initTransactions() {
            stop.request();
            throw new InterruptException("stopped");
          }

          @Override
          public void close(Duration timeout) {
            if (Thread.interrupted()) {
              throw new InterruptException("not closed");
            }
            super.close(timeout);
          }
        });
    assertThat(runs.follow(stop)).isEqualTo(130);
    assertThat(runs.errors()).contains("producer: interrupted before anything was sent.");
  }

  /** The records that are remembered are not in the new topic. */
  @Test
  void topicCreatedAgain_ends() {
    runs.onPolls(() -> runs.broker.topicId = "another id");
    assertThat(runs.follow()).isEqualTo(1);
    assertThat(runs.errors())
        .contains("Topic %s was deleted and created again while".formatted(runs.options().topic()));
    assertThat(runs.published()).hasSize(2);
  }

  /** A broker that does not answer may come back. */
  @Test
  void topicUnknown_goesOn() {
    runs.onPolls(
        () -> {
          runs.broker.topicId = null;
          runs.feed.row("3", "2026-11-20T11:30:00.000", "ALARM");
        });
    assertThat(runs.follow()).isEqualTo(130);
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Fight", "3 Alarm");
  }

  private void failCommit(KafkaException failure) {
    MockProducer<byte[], byte[]> producer = InMemoryKafkaClients.producer();
    producer.commitTransactionException = failure;
    runs.broker.next(producer);
  }
}
