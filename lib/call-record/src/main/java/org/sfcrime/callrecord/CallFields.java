package org.sfcrime.callrecord;

/**
 * The fields of a call that the pipeline reads, as texts; filled again for each record.
 *
 * <p>A call is not an object of its own: there are half a million of them a second.
 */
public final class CallFields {
  private final Utf8 crimeId = new Utf8();
  private final Utf8 crimeType = new Utf8();
  private final Utf8 callDateTime = new Utf8();
  private final Utf8 disposition = new Utf8();

  /** Makes every field absent. */
  public void clear() {
    crimeId.set(null);
    crimeType.set(null);
    callDateTime.set(null);
    disposition.set(null);
  }

  /** Returns the text of a field, to be read or set; null for a field that is only looked at. */
  public Utf8 get(CallField field) {
    return switch (field) {
      case CRIME_ID -> crimeId;
      case ORIGINAL_CRIME_TYPE_NAME -> crimeType;
      case CALL_DATE_TIME -> callDateTime;
      case DISPOSITION -> disposition;
      default -> null;
    };
  }

  /** Returns {@code crime_id}. */
  public Utf8 crimeId() {
    return crimeId;
  }

  /** Returns {@code original_crime_type_name}. */
  public Utf8 crimeType() {
    return crimeType;
  }

  /** Returns {@code call_date_time}. */
  public Utf8 callDateTime() {
    return callDateTime;
  }

  /** Returns {@code disposition}, the code as written. */
  public Utf8 disposition() {
    return disposition;
  }
}
