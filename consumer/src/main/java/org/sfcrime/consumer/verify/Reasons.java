package org.sfcrime.consumer.verify;

/**
 * The codes of the reasons for which a record is not an accepted call, in the order in which they
 * are checked.
 */
final class Reasons {
  static final String INVALID_UTF8 = "invalid_utf8";
  static final String NOT_JSON = "not_json";
  static final String NOT_CSV = "not_csv";
  static final String NOT_AN_OBJECT = "not_an_object";
  static final String DUPLICATE_FIELD = "duplicate_field";
  static final String WRONG_TYPE = "wrong_type";
  static final String MISSING_CRIME_ID = "missing_crime_id";
  static final String MISSING_CALL_DATE_TIME = "missing_call_date_time";
  static final String BAD_CALL_DATE_TIME = "bad_call_date_time";
  static final String CALL_DATE_TIME_OUT_OF_BOUNDS = "call_date_time_out_of_bounds";
  static final String MISSING_CRIME_TYPE = "missing_crime_type";

  private Reasons() {}
}
