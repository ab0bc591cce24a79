package org.sfcrime.callfile.layout;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The layouts in which sources write a call. The names of the fields determine the layout. */
public enum Layout {
  /** The 14 names: the classic JSON, and the old data set's API. */
  CALLS_2016("calls-2016"),
  /** The 14 names as titles: the CSV of Kaggle and DataSF, and JSON made from it. */
  CALLS_2016_TITLES("calls-2016-titles"),
  /** The old data set's names of 2016 and 2017. */
  CALLS_2016_EARLY("calls-2016-early"),
  /** Today's data sets: closed calls (2zdj-bwza) and the last 48 hours (gnap-fj3t). */
  DISPATCHED_CALLS("dispatched-calls");

  private final String code;

  Layout(String code) {
    this.code = code;
  }

  /** Returns the fields without which no call can be accepted. */
  Set<SourceField> needed() {
    return this == DISPATCHED_CALLS
        ? EnumSet.of(SourceField.CAD_NUMBER, SourceField.RECEIVED_DATETIME)
        : EnumSet.of(
            SourceField.CRIME_ID, SourceField.ORIGINAL_CRIME_TYPE_NAME, SourceField.CALL_DATE_TIME);
  }

  /** Returns the layout of a record, or of a header, with these names. */
  static Layout of(List<String> names, Set<SourceField> fields) {
    if (fields.contains(SourceField.CAD_NUMBER) && !fields.contains(SourceField.CRIME_ID)) {
      return DISPATCHED_CALLS;
    }
    Layout layout = CALLS_2016;
    for (String name : names) {
      SourceField field = SourceField.named(name);
      if (field != null && field.isEarlyName(name)) {
        return CALLS_2016_EARLY;
      }
      boolean isTitle = field != null && field.callField() != null && !field.isName(name);
      layout = isTitle ? CALLS_2016_TITLES : layout;
    }
    return layout;
  }

  /** Returns the name for people, for example {@code calls-2016}. */
  @Override
  public String toString() {
    return code;
  }
}
