package org.sfcrime.producer.send;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.MessageLimit;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;

/**
 * Sends calls and rejected records, and checks every acknowledgement.
 *
 * <p>The first failure is kept. The next method that sends, checks or finishes throws it.
 */
public final class CallSender {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final RecordOutput output;
  private final String topic;
  private final String rejectedTopic;
  private final Source source;
  private final SizeLimits limits;
  private final AtomicReference<Exception> firstFailure = new AtomicReference<>();
  private final AtomicLong errors = new AtomicLong();
  private final SendStatistics statistics = new SendStatistics();

  /**
   * The size limits of records, in bytes.
   *
   * @param call limit for the key and the value of a call
   * @param rejected limit for the key, the value and the headers of a rejected record
   */
  public record SizeLimits(long call, long rejected) {
    public static SizeLimits ofMessageBytes(long call, long rejected) {
      return new SizeLimits(MessageLimit.contentBytes(call), MessageLimit.contentBytes(rejected));
    }
  }

  /**
   * The input in the keys and headers of rejected records.
   *
   * @param name the name as given; other inputs may have the same name
   * @param id the fingerprint of a file, or an id of the run if the input can be read only once
   */
  public record Source(String name, String id) {
    /** Returns the key of a record: no other input has this key. */
    byte[] key(long record) {
      // The partition is that of the contract for all keys in this topic; an input has only one.
      return bytes(name + "@" + id + "/0/" + record);
    }
  }

  public CallSender(
      RecordOutput output, String topic, String rejectedTopic, Source source, SizeLimits limits) {
    this.output = output;
    this.topic = topic;
    this.rejectedTopic = rejectedTopic;
    this.source = source;
    this.limits = limits;
  }

  /**
   * Sends a call; blocks while the client's buffer is full.
   *
   * @throws CommandException if this record or an earlier one could not be sent
   */
  public void send(byte[] key, byte[] value) {
    long sentNanos = System.nanoTime();
    int bytes = value.length;
    statistics.callSent();
    send(
        new ProducerRecord<>(topic, key, value),
        () -> statistics.callAcknowledged(bytes, (System.nanoTime() - sentNanos) / NANOS_PER_MILLI),
        RecordOutput.Kind.CALL);
  }

  /**
   * Sends a record to the rejected topic with unchanged bytes. For a record that is too large for
   * the topic, it sends the first kilobyte and the record's size.
   */
  public void reject(RawRecord record, RejectionReason reason, String place) {
    byte[] key = source.key(record.position().record());
    List<Header> headers = new ArrayList<>();
    headers.add(header("reason", reason.code()));
    headers.add(header("source", source.name()));
    headers.add(header("position", place));
    long size = record.size() + key.length;
    for (Header header : headers) {
      size += header.value().length;
    }
    boolean tooLarge = reason == RejectionReason.TOO_LARGE || !record.isHeldWhole();
    tooLarge |= size > limits.rejected();
    int length = tooLarge ? Math.min(record.length(), RawRecord.HEAD_BYTES) : record.length();
    byte[] value = Arrays.copyOfRange(record.buffer(), record.from(), record.from() + length);
    if (tooLarge) {
      headers.add(header("size", Long.toString(record.size())));
    }
    send(
        new ProducerRecord<>(rejectedTopic, null, key, value, headers),
        () -> {},
        RecordOutput.Kind.REJECTED);
  }

  /**
   * Waits until all records are acknowledged and, with transactions, committed.
   *
   * @param ended whether the whole input is sent
   */
  public void finish(boolean ended) {
    attempt(() -> output.finish(ended));
  }

  /** Commits after an interruption, and waits for a limited time. */
  public void stop(Duration atMost) {
    attempt(() -> output.stop(atMost));
  }

  /** Throws the first failure, if there is one. */
  public void check() {
    attempt(output::check);
  }

  /** Waits for a limited time for acknowledgements and closes the client. */
  public void close(Duration atMost) {
    output.close(atMost);
  }

  /** Returns how many of the sent calls consumers can certainly read. */
  public long published() {
    return output.published(statistics.acknowledged());
  }

  /** Returns how many records the broker did not accept. */
  public long errors() {
    return errors.get();
  }

  public SendStatistics statistics() {
    return statistics;
  }

  private void send(
      ProducerRecord<byte[], byte[]> record, Runnable acknowledged, RecordOutput.Kind kind) {
    attempt(() -> output.send(record, (metadata, e) -> complete(e, acknowledged), kind));
  }

  /** Runs a step, unless an earlier one has failed; throws the first failure. */
  private void attempt(Runnable step) {
    throwFirstFailure();
    try {
      step.run();
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      firstFailure.compareAndSet(null, e);
    }
    throwFirstFailure();
  }

  private void complete(Exception e, Runnable acknowledged) {
    if (e == null) {
      acknowledged.run();
    } else {
      errors.incrementAndGet();
      firstFailure.compareAndSet(null, e);
    }
  }

  private void throwFirstFailure() {
    Exception e = firstFailure.get();
    if (e != null) {
      throw new CommandException(output.explain(e), e);
    }
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
