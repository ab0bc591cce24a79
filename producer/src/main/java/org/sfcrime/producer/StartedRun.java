package org.sfcrime.producer;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
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
    boolean resume = options.job().resume();
    if (now.fingerprint() == null) {
      if (resume) {
        throw new CommandException(
            options.file()
                + " cannot be resumed: it can be read only once; save it to a file first.");
      }
      Producer<byte[], byte[]> producer = broker.producer(options, false);
      return new StartedRun(
          ReplayPosition.startOf(now),
          new RecordOutput.WithoutTransactions(producer, options::whyNotSent));
    }
    Producer<byte[], byte[]> producer = broker.producer(options, true);
    try {
      initTransactions(producer, options);
      ReplayPosition earlier = resume ? position(options, broker).orElse(null) : null;
      ReplayPosition start =
          resume ? resumed(earlier, now, options.maxRecords(), err) : ReplayPosition.startOf(now);
      return new StartedRun(
          start, new Transactions(producer, options, start, earlier, CommitPolicy.DEFAULT));
    } catch (CommandException | KafkaException e) {
      producer.close(CLOSE_AT_ONCE);
      throw e;
    }
  }

  private static Optional<ReplayPosition> position(ProducerOptions options, KafkaClients broker) {
    ProducerOptions.JobSettings job = options.job();
    Optional<ReplayPosition> position = broker.position(options, job.transactionalId());
    return position.isPresent() || job.formerId().equals(job.transactionalId())
        ? position
        : broker.position(options, job.formerId());
  }

  /** After this method, an older producer can commit nothing and its last transaction has ended. */
  static void initTransactions(Producer<byte[], byte[]> producer, ProducerOptions options) {
    try {
      producer.initTransactions();
    } catch (TimeoutException e) {
      throw new CommandException(
          "The broker at "
              + options.bootstrapServers()
              + " does not begin transactions within max.block.ms: see its log, or try again.",
          e);
    }
  }

  /**
   * Returns the position at which a resumed run starts, and prints it.
   *
   * @param earlier the committed position of the job, or null
   * @throws CommandException if the position belongs to a different job
   */
  private static ReplayPosition resumed(
      ReplayPosition earlier, ReplayPosition.Job now, long maxRecords, PrintStream err) {
    if (earlier == null) {
      err.println(
          "Nothing to resume: no earlier run of this job committed a record; starting at the beginning.");
      return ReplayPosition.startOf(now);
    }
    String refusal = earlier.refusal(now);
    if (refusal != null) {
      throw new CommandException(
          "--resume is refused: "
              + refusal
              + "; undo that change, or omit --resume to publish everything again.");
    }
    err.printf(
        earlier.isFinished(maxRecords)
            ? "Nothing left to publish: the job is finished, with %,d calls and %,d rejected records.%n"
            : "Resuming after %,d calls and %,d rejected records.%n",
        earlier.calls(),
        earlier.rejected());
    return earlier;
  }

  @Override
  public void close() {
    output.close(CLOSE_AT_ONCE);
  }
}
