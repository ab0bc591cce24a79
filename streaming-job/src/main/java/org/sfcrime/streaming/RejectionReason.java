package org.sfcrime.streaming;

import java.util.Locale;

/**
 * Why a record is not an accepted call; the checks are made in this order, the first that fails
 * names the reason.
 */
enum RejectionReason {
  NULL_VALUE,
  INVALID_UTF8,
  NOT_JSON,
  NOT_AN_OBJECT,
  DUPLICATE_FIELD,
  WRONG_TYPE,
  MISSING_CRIME_ID,
  MISSING_CALL_DATE_TIME,
  BAD_CALL_DATE_TIME,
  CALL_DATE_TIME_OUT_OF_BOUNDS,
  MISSING_CRIME_TYPE;

  /** The reason as it stands in reports and headers, for instance {@code bad_call_date_time}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
