package org.sfcrime.callrecord;

/**
 * Decides from the text of a call's fields whether the call is accepted: it needs a {@code
 * crime_id}, a real {@code call_date_time} within bounds and a crime type. Not thread-safe.
 */
public final class CallRule {
  private long eventTimeMillis;

  /**
   * Returns why the call is rejected, or null if the call is accepted.
   *
   * @param nowMillis the current time in milliseconds since 1970; the event time of an accepted
   *     call is at most one day later
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
    if (eventTimeMillis <= CallDateTime.NUMBER) {
      return notADateTime();
    }
    if (!CallDateTime.isInBounds(eventTimeMillis, nowMillis)) {
      return RejectionReason.CALL_DATE_TIME_OUT_OF_BOUNDS;
    }
    return fields.crimeType().isBlank() ? RejectionReason.MISSING_CRIME_TYPE : null;
  }

  /** Returns the event time of the call that was accepted last, in milliseconds since 1970. */
  public long eventTimeMillis() {
    return eventTimeMillis;
  }

  private RejectionReason notADateTime() {
    if (eventTimeMillis == CallDateTime.WITH_ZONE) {
      return RejectionReason.CALL_DATE_TIME_WITH_ZONE;
    }
    if (eventTimeMillis == CallDateTime.WITHOUT_TIME) {
      return RejectionReason.CALL_DATE_TIME_WITHOUT_TIME;
    }
    return eventTimeMillis == CallDateTime.NUMBER
        ? RejectionReason.CALL_DATE_TIME_IS_A_NUMBER
        : RejectionReason.BAD_CALL_DATE_TIME;
  }
}
