package org.sfcrime.callfile.layout;

import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;

/** Converts records to calls, one at a time. The accessors describe the last accepted call. */
public interface RecordToCall {
  /** Returns why the record is rejected, or null if it is an accepted call. */
  RejectionReason check(RawRecord record);

  /** Returns the layout of the record that was checked last. */
  Layout layout();

  /** Returns an upper bound of the bytes that a call has beside the texts of its record. */
  default int addedBytes() {
    return 1024;
  }

  /** Returns the event time in milliseconds since 1970. */
  long eventTimeMillis();

  /** Returns the {@code crime_id}. */
  Utf8 key();

  /** Returns the call as JSON. */
  Utf8 value();
}
