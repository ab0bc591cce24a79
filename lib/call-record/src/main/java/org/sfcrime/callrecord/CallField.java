package org.sfcrime.callrecord;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The 14 fields of a call for service, in the order of the city's files. */
public enum CallField {
  CRIME_ID,
  ORIGINAL_CRIME_TYPE_NAME,
  REPORT_DATE,
  CALL_DATE,
  OFFENSE_DATE,
  CALL_TIME,
  CALL_DATE_TIME,
  DISPOSITION,
  ADDRESS,
  CITY,
  STATE,
  AGENCY_ID,
  ADDRESS_TYPE,
  COMMON_LOCATION;

  private static final Map<String, CallField> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(CallField::fieldName, Function.identity()));

  private final String fieldName = name().toLowerCase(Locale.ROOT);

  /** Returns the field's name in JSON, for example {@code crime_id}. */
  public String fieldName() {
    return fieldName;
  }

  /** Returns the field with this name, or null if no field has it. */
  public static CallField named(String name) {
    return BY_NAME.get(name);
  }

  /**
   * Returns whether the field holds a date-time. Kaggle's CSV may omit the fraction of the second.
   */
  public boolean isDateTime() {
    return switch (this) {
      case REPORT_DATE, CALL_DATE, OFFENSE_DATE, CALL_DATE_TIME -> true;
      default -> false;
    };
  }

  /** Returns whether the pipeline reads the field; its value must be a string or null. */
  public boolean isRead() {
    return switch (this) {
      case CRIME_ID, ORIGINAL_CRIME_TYPE_NAME, CALL_DATE_TIME, DISPOSITION -> true;
      default -> false;
    };
  }
}
