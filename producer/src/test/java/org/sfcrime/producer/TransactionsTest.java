package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sfcrime.producer.send.CommitPolicy;
import org.sfcrime.producer.send.RecordOutput;

class TransactionsTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final ReplayPosition START =
      ReplayPosition.startOf(
          new ReplayPosition.Job("t", "id", "r", "rid", "file", "3-0a", 1, 2, 3));

  private final MockProducer<byte[], byte[]> producer = InMemoryKafkaClients.producer();
  private Transactions transactions;

  @AfterEach
  void close() {
    if (transactions != null) {
      transactions.close(Duration.ZERO);
    }
  }

  @Test
  void send_full_commitsRecordsAndPosition() {
    transactions = transactions(new CommitPolicy(2, NEVER, NEVER, 1));
    send("A", RecordOutput.Kind.CALL);
    assertThat(committed()).isEmpty();
    send("B", RecordOutput.Kind.REJECTED);
    assertThat(committed())
        .containsExactly(
            "A", "B", SampleCalls.text(new ReplayPosition(START.job(), 1, 1, false).toJson()));
    send("C", RecordOutput.Kind.CALL);
    assertThat(committed()).hasSize(3);
    transactions.finish(true);
    assertThat(committed().subList(3, 5))
        .containsExactly(
            "C", SampleCalls.text(new ReplayPosition(START.job(), 2, 1, true).toJson()));
    assertThat(transactions.published(2)).isEqualTo(2);
  }

  /** Otherwise positions of one job could be in two partitions after partitions are added. */
  @Test
  void commit_position_goesToTheFirstPartition() {
    transactions = transactions(new CommitPolicy(1000, NEVER, NEVER, 1));
    send("A", RecordOutput.Kind.CALL);
    transactions.finish(true);
    assertThat(producer.history().get(1).partition()).isZero();
  }

  @Test
  void commit_nothingNew_writesNothing() {
    transactions = transactions(new CommitPolicy(2, NEVER, NEVER, 1));
    transactions.finish(false);
    transactions.finish(false);
    assertThat(producer.commitCount()).isZero();
  }

  @Test
  void commit_byTime_needsNoFurtherRecord() {
    transactions = transactions(new CommitPolicy(1000, Duration.ZERO, NEVER, 0));
    send("A", RecordOutput.Kind.CALL);
    await().untilAsserted(() -> assertThat(transactions.published(0)).isEqualTo(1));
  }

  /** The first commit, of the start, is slow in a new process. */
  @Test
  void commit_afterOneCommit_isNotDelayedByItsDuration() {
    producer.initTransactions();
    CommitPolicy policy = new CommitPolicy(1000, Duration.ofMillis(1), NEVER, 1_000_000_000);
    transactions =
        new Transactions(producer, Published.options("--file", "f"), START, null, policy);
    transactions.finish(false);
    send("A", RecordOutput.Kind.CALL);
    await().untilAsserted(() -> assertThat(transactions.published(0)).isEqualTo(1));
  }

  @Test
  void commit_unknownOutcome_isNotRetried() {
    transactions = transactions(new CommitPolicy(1000, NEVER, NEVER, 1));
    send("A", RecordOutput.Kind.CALL);
    producer.commitTransactionException = new TimeoutException("no answer");
    assertThatThrownBy(() -> transactions.finish(true)).isInstanceOf(KafkaException.class);
    producer.commitTransactionException = null;
    assertThatThrownBy(() -> send("B", RecordOutput.Kind.CALL))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> transactions.stop(NEVER)).isInstanceOf(TimeoutException.class);
    assertThat(producer.commitCount()).isZero();
    assertThat(transactions.published(1)).isZero();
  }

  @Test
  void stop_commitsWhatWasSent() {
    transactions = transactions(new CommitPolicy(1000, NEVER, NEVER, 1));
    send("A", RecordOutput.Kind.CALL);
    transactions.stop(NEVER);
    assertThat(committed())
        .containsExactly(
            "A", SampleCalls.text(new ReplayPosition(START.job(), 1, 0, false).toJson()));
  }

  @Test
  void pace_commitsTakeAtMostAShareOfTheTime() {
    CommitPolicy pace = new CommitPolicy(10, Duration.ofNanos(100), Duration.ofNanos(2000), 20);
    assertThat(pace.isDue(99, 0)).isFalse();
    assertThat(pace.isDue(100, 5)).isTrue();
    assertThat(pace.isDue(999, 50)).isFalse();
    assertThat(pace.isDue(1000, 50)).isTrue();
    assertThat(pace.isDue(2000, 500)).isTrue();
    assertThat(pace.isFull(9)).isFalse();
    assertThat(pace.isFull(10)).isTrue();
  }

  private Transactions transactions(CommitPolicy pace) {
    producer.initTransactions();
    return new Transactions(producer, Published.options("--file", "f"), START, START, pace);
  }

  private void send(String value, RecordOutput.Kind kind) {
    transactions.send(
        new ProducerRecord<>("t", SampleCalls.bytes("key"), SampleCalls.bytes(value)),
        (metadata, e) -> {},
        kind);
  }

  private List<String> committed() {
    return producer.history().stream().map(record -> SampleCalls.text(record.value())).toList();
  }
}
