package org.sfcrime.producer;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callfile.LineParts;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.producer.order.EventTimeIndex;
import org.sfcrime.producer.order.EventTimeOrder;
import org.sfcrime.producer.order.SortedCalls;
import org.sfcrime.producer.send.CallSender;
import org.sfcrime.producer.send.Rejections;

/** Reads the records of a file, publishes the calls in the requested order and rejects the rest. */
final class Replay {
  private static final long MAX_PAUSE_NANOS = 1_000_000_000;

  private final ProducerOptions options;
  private final CallFile input;
  private final CallSender sender;
  private final StopSignal stop;
  private final PrintStream err;
  private final Pacing pacing;
  private final CallCursor calls;
  private final Rejections rejections;
  private final boolean inFileOrder;
  private final ReplayPosition start;
  private long read;
  private long rejectedSeen;
  private RejectionReason firstRejection;
  private boolean ended;
  private boolean complete;

  Replay(
      ProducerOptions options,
      CallFile input,
      CallSender sender,
      ReplayPosition start,
      StopSignal stop,
      PrintStream err) {
    this.options = options;
    this.input = input;
    this.sender = sender;
    this.start = start;
    this.stop = stop;
    this.err = err;
    this.pacing = options.pacing();
    this.calls = input.calls(clock(start), start.job().callLimit(), options.range());
    this.rejections = new Rejections(err);
    this.inFileOrder = options.order() == ProducerOptions.Order.FILE;
  }

  /**
   * Sends all records without waiting for the last acknowledgements; returns early when
   * interrupted.
   *
   * @throws CommandException if a record could not be sent, or at the first malformed record with
   *     {@code --fail-on-malformed}
   */
  void run() throws IOException {
    if (start.isFinished(options.maxRecords())) {
      return;
    }
    if (inFileOrder) {
      publishInFileOrder();
    } else {
      try (EventTimeOrder order = order()) {
        publishInOrderOf(order);
      }
    }
  }

  /** Returns the time at which calls are judged: fixed if the run can be resumed. */
  private static InstantSource clock(ReplayPosition start) {
    return start.job().fingerprint() == null
        ? InstantSource.system()
        : InstantSource.fixed(Instant.ofEpochMilli(start.job().judgedAtMillis()));
  }

  /** Returns the number of records so far, without the records that an earlier run sent. */
  long read() {
    return Math.max(0, read - start.calls() - start.rejected());
  }

  /** Returns whether every call of the file was sent. */
  boolean isComplete() {
    return complete && input.damage() == null;
  }

  /** Returns a defect of the whole file, or null; known only at its end. */
  String warning() {
    return ended ? input.warning() : null;
  }

  /** Returns how many calls earlier runs of the job have published; 0 without {@code --resume}. */
  long callsBefore() {
    return start.calls();
  }

  /** Returns why the first rejected record of the file is rejected, or null if there is none. */
  RejectionReason firstRejection() {
    return firstRejection;
  }

  Rejections rejections() {
    return rejections;
  }

  private void publishInFileOrder() throws IOException {
    long published = start.calls();
    try (PublishProgress progress =
        PublishProgress.start("Publishing", "bytes", input.bytes(), err)) {
      while (published != options.maxRecords() && nextCall()) {
        await(progress, input.bytesRead(), read);
        if (stop.isRequested()) {
          return;
        }
        send();
        published++;
        progress.update(input.bytesRead(), read);
      }
      complete = ended;
    }
  }

  private EventTimeOrder order() throws IOException {
    EventTimeOrder order = orderOfParts();
    return order == null ? orderFromStartToEnd() : order;
  }

  /**
   * Reads the file with several threads.
   *
   * @return null if this is not possible, or if a record is rejected: then one thread reads the
   *     file, to reject its records in their order
   */
  private EventTimeOrder orderOfParts() throws IOException {
    LineParts parts = input.parts(clock(start), start.job().callLimit(), options.range());
    if (parts == null) {
      return null;
    }
    EventTimeOrder order = new EventTimeOrder();
    boolean isWhole;
    try (PublishProgress progress = PublishProgress.start("Reading", "bytes", input.bytes(), err)) {
      isWhole =
          parts.read(
              this::indexOfPart,
              part -> {
                if (part == null || stop.isRequested()) {
                  return false;
                }
                order.addAll(part.index());
                progress.update(part.end(), order.size());
                return true;
              });
    }
    if (!isWhole && !stop.isRequested()) {
      order.close();
      return null;
    }
    read = order.size();
    ended = isWhole;
    return order;
  }

  private record IndexedPart(EventTimeIndex index, long end) {}

  private IndexedPart indexOfPart(CallCursor part) throws IOException {
    EventTimeIndex index = new EventTimeIndex();
    long end = 0;
    while (part.next() && !stop.isRequested()) {
      if (part.rejection() != null) {
        return null;
      }
      RawRecord call = part.record();
      index.add(call.position().offset(), call.length(), part.eventTimeMillis());
      end = call.position().offset() + call.length();
    }
    return new IndexedPart(index, end);
  }

  private EventTimeOrder orderFromStartToEnd() throws IOException {
    EventTimeOrder order = new EventTimeOrder();
    try (PublishProgress progress = PublishProgress.start("Reading", "bytes", input.bytes(), err)) {
      while (nextCall()) {
        RawRecord call = calls.record();
        order.add(call.position().offset(), call.length(), calls.eventTimeMillis());
        progress.update(input.bytesRead(), read);
      }
    }
    return order;
  }

  private void publishInOrderOf(EventTimeOrder order) throws IOException {
    long count = order.size();
    if (options.maxRecords() > 0) {
      count = Math.min(count, options.maxRecords());
    }
    long first = start.calls();
    SortedCalls sorted = order.sorted();
    try (PublishProgress progress = PublishProgress.start("Publishing", "calls", count, err)) {
      for (long rank = 0; rank < count && !stop.isRequested() && sorted.next(); rank++) {
        if (rank < first) {
          continue;
        }
        calls.reread(new RawRecord.Position(sorted.record(), sorted.offset()), sorted.length());
        if (calls.rejection() != null) {
          throw new CommandException(
              "The file changed while it was read: publish it again from the start.");
        }
        await(progress, rank, rank - first);
        if (!stop.isRequested()) {
          send();
          progress.update(rank + 1, rank + 1 - first);
        }
      }
      complete = ended && count == order.size() && !stop.isRequested();
    }
  }

  private void send() {
    sender.send(calls.key().copy(), calls.value().copy());
  }

  /**
   * Moves to the next call and rejects the records before it; returns false at the end of the file
   * or after a stop. In file order, it skips the records that an earlier run has sent.
   */
  private boolean nextCall() throws IOException {
    while (!stop.isRequested()) {
      if (!calls.next()) {
        ended = true;
        return false;
      }
      read++;
      if (firstRejection == null) {
        firstRejection = calls.rejection();
      }
      if (inFileOrder && read <= start.calls() + start.rejected()) {
        continue;
      }
      if (calls.rejection() == null) {
        return true;
      }
      reject(calls.record(), calls.rejection());
    }
    return false;
  }

  private void reject(RawRecord record, RejectionReason reason) {
    rejectedSeen++;
    if (!inFileOrder && rejectedSeen <= start.rejected()) {
      return;
    }
    String place = Rejections.place(record, calls.line());
    rejections.add(record, reason, place);
    if (options.failOnMalformed()) {
      throw new CommandException(
          "Stopped at the first malformed record, as --fail-on-malformed asks.");
    }
    sender.reject(record, reason, place);
  }

  private void await(PublishProgress progress, long done, long records) {
    long nowNanos = System.nanoTime();
    long dueNanos = nowNanos + pacing.waitNanos(calls.eventTimeMillis(), nowNanos);
    while (dueNanos - nowNanos > 0 && !stop.isRequested()) {
      sender.check();
      stop.await(Duration.ofNanos(Math.min(dueNanos - nowNanos, MAX_PAUSE_NANOS)));
      progress.update(done, records);
      nowNanos = System.nanoTime();
    }
  }
}
