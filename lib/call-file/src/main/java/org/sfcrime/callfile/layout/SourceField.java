package org.sfcrime.callfile.layout;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sfcrime.callrecord.CallField;

/** The fields of the sources that are converted. All other fields of a source stay as they are. */
enum SourceField {
  CRIME_ID,
  ORIGINAL_CRIME_TYPE_NAME("original_crimetype_name"),
  REPORT_DATE,
  CALL_DATE,
  OFFENSE_DATE,
  CALL_TIME,
  CALL_DATE_TIME("call_dttm"),
  DISPOSITION,
  ADDRESS,
  CITY,
  STATE,
  AGENCY_ID,
  ADDRESS_TYPE,
  COMMON_LOCATION,
  // Only today's data sets have the following fields.
  CAD_NUMBER,
  RECEIVED_DATETIME,
  CALL_TYPE_FINAL_DESC,
  CALL_TYPE_ORIGINAL_DESC,
  INTERSECTION_NAME,
  AGENCY;

  private static final Map<String, SourceField> BY_NAME = new HashMap<>();

  static {
    for (SourceField field : values()) {
      BY_NAME.put(field.fieldName, field);
      BY_NAME.put(field.earlyName, field);
    }
  }

  private final String fieldName = name().toLowerCase(Locale.ROOT);
  private final String earlyName;
  private final CallField callField = CallField.named(fieldName);

  SourceField() {
    this.earlyName = fieldName;
  }

  SourceField(String earlyName) {
    this.earlyName = earlyName;
  }

  /**
   * Returns the field that a source names so, or null if the field is not converted.
   *
   * @param name the name, its early form, or its form as a title, such as {@code Crime Id}
   */
  static SourceField named(String name) {
    SourceField field = BY_NAME.get(name);
    return field == null
        ? BY_NAME.get(name.strip().toLowerCase(Locale.ROOT).replace(' ', '_'))
        : field;
  }

  /** Returns the name in JSON, for example {@code cad_number}. */
  String fieldName() {
    return fieldName;
  }

  /** Returns whether a file with this field is a file of calls: it names the id or the time. */
  boolean isKey() {
    return switch (this) {
      case CRIME_ID, CALL_DATE_TIME, CAD_NUMBER, RECEIVED_DATETIME -> true;
      default -> false;
    };
  }

  /** Returns the field of the call with the same meaning, or null. */
  CallField callField() {
    return callField;
  }

  /** Returns whether this is the field's name in the layout calls-2016 or in today's data sets. */
  boolean isName(String name) {
    return name.equals(fieldName);
  }

  /** Returns whether this is a name that the old data set had in 2016 and 2017 only. */
  boolean isEarlyName(String name) {
    return name.equals(earlyName) && !isName(name);
  }

  /** Returns whether a value that is neither text nor a number makes the record no call. */
  boolean isRead() {
    return callField == null || callField.isRead();
  }
}
