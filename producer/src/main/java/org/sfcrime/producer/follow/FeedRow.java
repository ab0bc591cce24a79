package org.sfcrime.producer.follow;

import java.util.Arrays;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.RejectionReason;

/**
 * A row of the feed: an accepted call or a rejected record.
 *
 * @param id the {@code crime_id} of a call, otherwise null
 * @param revision the content
 * @param value the call as JSON, otherwise null
 * @param timeMillis the event time of a call, otherwise the time that the row shows
 * @param isClosed whether the call has ended
 * @param rejection why the record is rejected, otherwise null
 * @param record the rejected record, otherwise null
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record FeedRow(
    String id,
    Revision revision,
    byte[] value,
    long timeMillis,
    boolean isClosed,
    RejectionReason rejection,
    RawRecord record) {

  boolean isCall() {
    return rejection == null;
  }

  int bytes() {
    return isCall() ? value.length : record.to() - record.from();
  }

  /** Returns the row at which the cursor is. */
  static FeedRow of(CallCursor cursor, long timeMillis, boolean isClosed) {
    if (cursor.rejection() == null) {
      byte[] value = cursor.value().copy();
      String id = cursor.key().toString();
      return new FeedRow(
          id, Revision.of(value), value, cursor.eventTimeMillis(), isClosed, null, null);
    }
    RawRecord raw = cursor.record();
    byte[] bytes = Arrays.copyOfRange(raw.buffer(), raw.from(), raw.to());
    Revision revision = Revision.of(bytes);
    // The number names the record in its key, so it must not change from poll to poll.
    RawRecord.Position position =
        new RawRecord.Position(revision.high() & Long.MAX_VALUE, raw.position().offset());
    RawRecord copy =
        new RawRecord(bytes, 0, bytes.length, position, raw.size(), raw.broken(), false);
    return new FeedRow(null, revision, null, timeMillis, isClosed, cursor.rejection(), copy);
  }
}
