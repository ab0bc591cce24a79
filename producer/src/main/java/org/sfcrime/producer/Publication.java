package org.sfcrime.producer;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;

/** Reads every record of an input, publishes the calls in the order asked for, rejects the rest. */
final class Publication {
  private static final long MAX_PAUSE_NANOS = 1_000_000_000;

  private final ProducerOptions options;
  private final CallInput input;
  private final CallSender sender;
  private final Interruption interruption;
  private final PrintStream err;
  private final Pacing pacing;
  private final RecordSplitter splitter;
  private final RecordToCall toCall;
  private final Rejections rejections;
  private long read;
  private boolean ended;

  Publication(
      ProducerOptions options,
      CallInput input,
      CallSender sender,
      Interruption interruption,
      PrintStream err) {
    this.options = options;
    this.input = input;
    this.sender = sender;
    this.interruption = interruption;
    this.err = err;
    this.pacing = options.pacing();
    this.splitter = input.splitter();
    this.toCall = input.recordToCall(Clock.systemUTC());
    this.rejections = new Rejections(err);
  }

  /**
   * Sends everything, and returns before it is all acknowledged; returns early when interrupted.
   *
   * @throws Failure if a record could not be sent, or was malformed and that ends the run
   */
  void run() throws IOException {
    if (options.order() == ProducerOptions.Order.FILE) {
      publishInFileOrder();
    } else {
      EventTimeIndex index = index();
      publishInOrderOf(index);
    }
  }

  /** Returns how many records were found so far. */
  long read() {
    return read;
  }

  /** Returns what is wrong with the input as a whole, or null; only at its end can that be said. */
  String warning() {
    return ended ? input.warning() : null;
  }

  Rejections rejections() {
    return rejections;
  }

  private void publishInFileOrder() throws IOException {
    long published = 0;
    try (Progress progress = Progress.start("Publishing", "bytes", input.bytes(), err)) {
      while (published != options.maxRecords() && nextCall() != null) {
        await(progress, input.bytesRead(), read);
        if (interruption.isRequested()) {
          return;
        }
        sender.send(toCall.key(), toCall.value());
        published++;
        progress.update(input.bytesRead(), read);
      }
    }
  }

  private EventTimeIndex index() throws IOException {
    EventTimeIndex index = new EventTimeIndex();
    try (Progress progress = Progress.start("Reading", "bytes", input.bytes(), err)) {
      for (RawRecord call = nextCall(); call != null; call = nextCall()) {
        index.add(call.position().offset(), call.length(), toCall.eventTimeMillis());
        progress.update(input.bytesRead(), read);
      }
    }
    index.sort();
    return index;
  }

  private void publishInOrderOf(EventTimeIndex index) throws IOException {
    long count = index.size();
    if (options.maxRecords() > 0) {
      count = Math.min(count, options.maxRecords());
    }
    RecordStore store = input.store();
    try (Progress progress = Progress.start("Publishing", "calls", count, err)) {
      for (int rank = 0; rank < count && !interruption.isRequested(); rank++) {
        RawRecord record = store.read(index.record(rank), index.offset(rank), index.length(rank));
        if (toCall.check(record) != null) {
          throw new Failure("The file changed while it was read: publish it again from the start.");
        }
        await(progress, rank, rank);
        if (!interruption.isRequested()) {
          sender.send(toCall.key(), toCall.value());
          progress.update(rank + 1L, rank + 1L);
        }
      }
    }
  }

  /** Returns the next record that is a call, after rejecting those before it; null at the end. */
  private RawRecord nextCall() throws IOException {
    while (!interruption.isRequested()) {
      RawRecord record = splitter.next();
      if (record == null) {
        ended = true;
        return null;
      }
      read++;
      RejectReason reason = judge(record);
      if (reason == null) {
        return record;
      }
      reject(record, reason);
    }
    return null;
  }

  private RejectReason judge(RawRecord record) {
    RejectReason reason = toCall.check(record);
    if (reason == null
        && !sender.certainlyFits(record)
        && sender.isTooLarge(toCall.key(), toCall.value())) {
      return RejectReason.TOO_LARGE;
    }
    return reason;
  }

  private void reject(RawRecord record, RejectReason reason) {
    String place = Rejections.place(record, splitter.line());
    rejections.add(record, reason, place);
    if (options.failOnMalformed()) {
      throw new Failure("Stopped at the first malformed record, as --fail-on-malformed asks.");
    }
    sender.reject(record, reason, place);
  }

  private void await(Progress progress, long done, long records) {
    long nowNanos = System.nanoTime();
    long dueNanos = nowNanos + pacing.waitNanos(toCall.eventTimeMillis(), nowNanos);
    while (dueNanos - nowNanos > 0 && !interruption.isRequested()) {
      interruption.pause(Math.min(dueNanos - nowNanos, MAX_PAUSE_NANOS));
      progress.update(done, records);
      nowNanos = System.nanoTime();
    }
  }
}
