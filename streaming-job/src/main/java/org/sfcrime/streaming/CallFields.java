package org.sfcrime.streaming;

import java.util.List;

/** The 14 source fields by number; those that are read come first. */
final class CallFields {
  static final int CRIME_ID = 0;
  static final int CRIME_TYPE = 1;
  static final int CALL_DATE_TIME = 2;
  static final int DISPOSITION = 3;

  /** How many are read; the others are only looked at. */
  static final int READ = 4;

  static final List<String> NAMES =
      List.of(
          "crime_id",
          "original_crime_type_name",
          "call_date_time",
          "disposition",
          "report_date",
          "call_date",
          "offense_date",
          "call_time",
          "address",
          "city",
          "state",
          "agency_id",
          "address_type",
          "common_location");

  private CallFields() {}
}
