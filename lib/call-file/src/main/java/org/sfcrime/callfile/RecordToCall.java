package org.sfcrime.callfile;

import org.sfcrime.callrecord.RejectionReason;

/**
 * Turns records into calls, one at a time; after a record is accepted, the accessors describe it.
 *
 * <p>The call is not an object of its own: there are half a million of them a second, and the first
 * of two passes needs nothing but the event time.
 */
public interface RecordToCall {
  /** Returns why the record is not a call, or null if it is accepted. */
  RejectionReason check(RawRecord record);

  /** Returns the event time of the call accepted last, in milliseconds since 1970. */
  long eventTimeMillis();

  /** Returns the {@code crime_id} of the call accepted last, in UTF-8. */
  byte[] key();

  /** Returns the JSON of the call accepted last; must be asked before the next record is read. */
  byte[] value();
}
