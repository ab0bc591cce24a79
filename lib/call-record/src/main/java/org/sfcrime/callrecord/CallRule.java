package org.sfcrime.callrecord;

/** Decides from a call's fields whether it is accepted. One rule serves one thread. */
public final class CallRule {
  private long eventTimeMillis;

  /**
   * Returns why the call is rejected, or null if it is accepted.
   *
   * @param nowMillis milliseconds since 1970; a call is made at most a day later
   */
  public RejectionReason check(CallFields fields, long nowMillis) {
    if (fields.crimeId().isBlank()) {
      return RejectionReason.MISSING_CRIME_ID;
    }
    Utf8 callDateTime = fields.callDateTime();
    if (callDateTime.isBlank()) {
      return RejectionReason.MISSING_CALL_DATE_TIME;
    }
    eventTimeMillis = CallDateTime.parse(callDateTime);
    if (eventTimeMillis == CallDateTime.INVALID) {
      return RejectionReason.BAD_CALL_DATE_TIME;
    }
    if (!CallDateTime.isInBounds(eventTimeMillis, nowMillis)) {
      return RejectionReason.CALL_DATE_TIME_OUT_OF_BOUNDS;
    }
    return fields.crimeType().isBlank() ? RejectionReason.MISSING_CRIME_TYPE : null;
  }

  /** Returns the event time of the call accepted last, in milliseconds since 1970. */
  public long eventTimeMillis() {
    return eventTimeMillis;
  }
}
