package org.sfcrime.callfile;

import java.io.IOException;
import org.sfcrime.callfile.layout.Layout;
import org.sfcrime.callfile.layout.RecordToCall;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callfile.split.RecordSplitter;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.commandline.CommandException;

/**
 * Reads the records of a {@link CallFile} in order and judges each one.
 *
 * <p>The cursor describes one record at a time, without an object for each call, and all that it
 * returns is valid until it moves. Not thread-safe.
 */
public final class CallCursor {
  private final RecordSplitter splitter;
  private final RecordToCall toCall;
  private final BlockCache cache;
  private final long maxCallBytes;
  private final EventTimeRange range;
  private RawRecord record;
  private RejectionReason rejection;

  CallCursor(
      RecordSplitter splitter,
      RecordToCall toCall,
      BlockCache cache,
      long maxCallBytes,
      EventTimeRange range) {
    this.splitter = splitter;
    this.toCall = toCall;
    this.cache = cache;
    this.maxCallBytes = maxCallBytes;
    this.range = range;
  }

  /**
   * Moves to the next record; returns false at the end of the file. Leaves out the accepted calls
   * outside the range of event times.
   */
  public boolean next() throws IOException {
    while (moveTo(splitter.next())) {
      if (rejection != null || range.contains(eventTimeMillis())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Moves to a record that was read before, for a file that was opened to be read twice.
   *
   * @param position the record's position
   * @param length the record's length in bytes
   * @throws CommandException if the file has become shorter
   */
  public void reread(RawRecord.Position position, int length) throws IOException {
    moveTo(cache.read(position, length));
  }

  /** Returns the record as it is written in the file. */
  public RawRecord record() {
    return record;
  }

  /** Returns the number of records that {@link #next} has read, with those that it left out. */
  public long records() {
    return splitter.records();
  }

  /** Returns the line, counted from 1, on which the record that {@link #next} found begins. */
  public long line() {
    return splitter.line();
  }

  /** Returns why the record is rejected, or null if it is an accepted call. */
  public RejectionReason rejection() {
    return rejection;
  }

  /** Returns the layout in which the source wrote the record. */
  public Layout layout() {
    return toCall.layout();
  }

  /** Returns the event time of an accepted call, in milliseconds since 1970. */
  public long eventTimeMillis() {
    return toCall.eventTimeMillis();
  }

  /** Returns the {@code crime_id} of an accepted call: the key of the record on the topic. */
  public Utf8 key() {
    return toCall.key();
  }

  /** Returns the JSON of an accepted call: the value of the record on the topic. */
  public Utf8 value() {
    return toCall.value();
  }

  private boolean moveTo(RawRecord next) {
    record = next;
    if (next == null) {
      return false;
    }
    rejection = toCall.check(next);
    if (rejection == null && isTooLarge()) {
      rejection = RejectionReason.TOO_LARGE;
    }
    return true;
  }

  private boolean isTooLarge() {
    // A byte of text becomes at most six bytes of JSON.
    boolean certainlyFits = record.size() * 7 + toCall.addedBytes() <= maxCallBytes;
    return !certainlyFits && (long) key().length() + value().length() > maxCallBytes;
  }
}
