package org.sfcrime.callrecord;

import java.util.Locale;

/**
 * The reasons to reject a record. First the record is checked as JSON by {@link CallReader}, or as
 * a row of CSV by {@code CsvToCall} of {@code lib/call-file}. Then {@link CallRule} checks the
 * fields, in this order. The first check that fails names the reason.
 */
public enum RejectionReason {
  /** A tombstone: a record of the topic without a value. */
  NULL_VALUE,
  /** The bytes are not valid UTF-8. */
  INVALID_UTF8,
  /** Malformed or truncated JSON, more than one value, or more than 1,000 levels of nesting. */
  NOT_JSON,
  /** A row of a CSV file that cannot be parsed or has the wrong number of columns. */
  NOT_CSV,
  /** A JSON value that is not an object. */
  NOT_AN_OBJECT,
  /** One of the 14 known fields occurs twice at the top level. */
  DUPLICATE_FIELD,
  /** A field that the pipeline reads is neither a string nor null. */
  WRONG_TYPE,
  /** No crime_id, or a blank one. */
  MISSING_CRIME_ID,
  /** No call_date_time, or a blank one. */
  MISSING_CALL_DATE_TIME,
  /** A call_date_time with a zone or an offset; the data has none. */
  CALL_DATE_TIME_WITH_ZONE,
  /** A call_date_time that is a date only. */
  CALL_DATE_TIME_WITHOUT_TIME,
  /** A call_date_time that is a number, such as seconds since 1970. */
  CALL_DATE_TIME_IS_A_NUMBER,
  /** No real date-time in a form that {@link CallDateTime} parses. */
  BAD_CALL_DATE_TIME,
  /** Before the year 2000, or more than one day from now. */
  CALL_DATE_TIME_OUT_OF_BOUNDS,
  /** No original_crime_type_name, or a blank one. */
  MISSING_CRIME_TYPE,
  /** Larger than the topic or the Kafka client accepts. */
  TOO_LARGE;

  private static final String ACCEPTED_CALL =
      "{\"crime_id\":\"183659901\",\"original_crime_type_name\":\"Traffic Stop\","
          + "\"call_date_time\":\"2018-12-31T23:57:00.000\"}";

  private static final String ACCEPTED_TIMES =
      "2018-12-31T23:57:00, 2018-12-31 23:57 or 12/31/2018 11:57:00 PM";

  /** Returns what an accepted record has instead, for a person who knows the reason. */
  public String acceptedForm() {
    return switch (this) {
      case MISSING_CALL_DATE_TIME,
          CALL_DATE_TIME_WITH_ZONE,
          CALL_DATE_TIME_WITHOUT_TIME,
          CALL_DATE_TIME_IS_A_NUMBER,
          BAD_CALL_DATE_TIME ->
          "an accepted call_date_time is, for example, " + ACCEPTED_TIMES;
      case CALL_DATE_TIME_OUT_OF_BOUNDS ->
          "an accepted call_date_time is from 2000-01-01 to one day from now";
      case TOO_LARGE -> "an accepted call is smaller than the topic's max.message.bytes";
      default -> "an accepted call is, for example, " + ACCEPTED_CALL;
    };
  }

  /** Returns the code for headers and reports, for example {@code not_json}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
