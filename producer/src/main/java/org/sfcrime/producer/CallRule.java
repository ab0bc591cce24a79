package org.sfcrime.producer;

import java.time.InstantSource;

/** Decides from a call's fields whether it is accepted. */
final class CallRule {
  private final InstantSource clock;
  private long eventTimeMillis;

  CallRule(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns why the call is rejected, or null if it is accepted; absent fields are null. */
  RejectReason check(String crimeId, String callDateTime, String crimeType) {
    if (isBlank(crimeId)) {
      return RejectReason.MISSING_CRIME_ID;
    }
    if (isBlank(callDateTime)) {
      return RejectReason.MISSING_CALL_DATE_TIME;
    }
    eventTimeMillis = CallDateTime.parse(callDateTime);
    if (eventTimeMillis == CallDateTime.INVALID) {
      return RejectReason.BAD_CALL_DATE_TIME;
    }
    if (!CallDateTime.isInBounds(eventTimeMillis, clock.instant())) {
      return RejectReason.CALL_DATE_TIME_OUT_OF_BOUNDS;
    }
    return isBlank(crimeType) ? RejectReason.MISSING_CRIME_TYPE : null;
  }

  /** Returns the event time of the call accepted last, in milliseconds since 1970. */
  long eventTimeMillis() {
    return eventTimeMillis;
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
