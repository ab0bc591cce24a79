package org.sfcrime.producer.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.producer.send.RecordOutput;

class PollTransactionTest {
  /** Commits nothing until it is closed. */
  private static final class HangingProducer extends MockProducer<byte[], byte[]> {
    private final CountDownLatch end = new CountDownLatch(1);

    HangingProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  @Test
  @Timeout(30)
  void finish_interruptedWhileTheBrokerHangs_givesUp() {
    HangingProducer producer = new HangingProducer();
    producer.initTransactions();
    PollTransaction poll = new PollTransaction(producer, Exception::getMessage, Duration.ZERO);
    poll.send(new ProducerRecord<>("t", new byte[0]), (metadata, e) -> {}, RecordOutput.Kind.CALL);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> poll.finish(false))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "The last transaction was not committed within 0 s; the same command goes on from what"
                + " is published.");
    assertThat(Thread.interrupted()).isFalse();
    poll.close(Duration.ZERO);
    assertThat(producer.closed()).isTrue();
  }
}
