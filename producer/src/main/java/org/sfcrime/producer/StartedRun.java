package org.sfcrime.producer;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.producer.send.CommitPolicy;
import org.sfcrime.producer.send.RecordOutput;

/**
 * The start position of a run and the output of its records.
 *
 * <p>A file is always published in transactions, because only a run that uses transactions can be
 * resumed. Input that can be read only once cannot be resumed. It is published without
 * transactions, so that consumers can read its calls immediately.
 *
 * @param start what earlier runs have sent
 * @param output to be closed
 */
record StartedRun(ReplayPosition start, RecordOutput output) implements AutoCloseable {
  private static final Duration CLOSE_AT_ONCE = Duration.ZERO;

  /**
   * Creates the client and fences an older producer of the same job.
   *
   * @param now the job with the current parameters
   * @throws CommandException if the run cannot start
   */
  static StartedRun of(
      ProducerOptions options, ReplayPosition.Job now, KafkaClients broker, PrintStream err) {
    if (now.fingerprint() == null) {
      if (options.job().resume()) {
        throw new CommandException(
            options.file()
                + " cannot be resumed: it can be read only once; save it to a file first.");
      }
      Producer<byte[], byte[]> producer = broker.producer(options, false);
      return new StartedRun(
          ReplayPosition.startOf(now), RecordOutput.withoutTransactions(producer));
    }
    Producer<byte[], byte[]> producer = broker.producer(options, true);
    try {
      return inTransactions(options, now, broker, err, producer);
    } catch (CommandException | KafkaException e) {
      producer.close(CLOSE_AT_ONCE);
      throw e;
    }
  }

  // CHECKSTYLE OFF
  private static StartedRun inTransactions(
      ProducerOptions options,
      ReplayPosition.Job now,
      KafkaClients broker,
      PrintStream err,
      Producer<byte[], byte[]> producer) {
    // CHECKSTYLE ON
    try {
      // From here on, an older producer can commit nothing and its last transaction has ended.
      producer.initTransactions();
    } catch (InterruptException e) {
      throw e;
    } catch (TimeoutException e) {
      throw new CommandException(
          "The broker at "
              + options.bootstrapServers()
              + " does not begin transactions within max.block.ms: see its log, or try again.",
          e);
    }
    Optional<ReplayPosition> earlier =
        options.job().resume() ? broker.position(options) : Optional.empty();
    ReplayPosition start =
        options.job().resume()
            ? Resumption.start(options, now, earlier, err)
            : ReplayPosition.startOf(now);
    Transactions transactions =
        new Transactions(producer, options, start, earlier.orElse(null), CommitPolicy.DEFAULT);
    // A run that is killed before its first call must not keep the position of an earlier run.
    try {
      transactions.commit();
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      throw new CommandException(transactions.explain(e), e);
    }
    return new StartedRun(start, transactions);
  }

  @Override
  public void close() {
    output.close(CLOSE_AT_ONCE);
  }
}
