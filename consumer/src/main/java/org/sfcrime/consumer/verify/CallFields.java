package org.sfcrime.consumer.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The 14 fields of one record, as slices of UTF-8 text without JSON's escapes; filled again for
 * each record.
 */
public final class CallFields {
  static final List<String> NAMES =
      List.of(
          "crime_id",
          "original_crime_type_name",
          "report_date",
          "call_date",
          "offense_date",
          "call_time",
          "call_date_time",
          "disposition",
          "address",
          "city",
          "state",
          "agency_id",
          "address_type",
          "common_location");
  public static final int CRIME_ID = 0;
  public static final int CRIME_TYPE = 1;
  public static final int CALL_DATE_TIME = 6;
  public static final int DISPOSITION = 7;
  public static final int ADDRESS = 8;
  public static final int CITY = 9;

  /** What stands in a field. */
  enum Kind {
    ABSENT,
    NULL,
    STRING,
    /** A number, a boolean, an array or an object: its JSON text without white space. */
    OTHER
  }

  private final Kind[] kinds = new Kind[NAMES.size()];
  private final byte[][] texts = new byte[NAMES.size()][];
  private final int[] starts = new int[NAMES.size()];
  private final int[] ends = new int[NAMES.size()];
  private boolean fieldTwice;
  private long text;

  /** Makes every field absent. */
  void clear() {
    Arrays.fill(kinds, Kind.ABSENT);
    fieldTwice = false;
    text = CallDigest.NO_TEXT;
  }

  /** Notes the hash of the JSON that the fields are from, without the white space in it. */
  void setText(long hash) {
    text = hash;
  }

  /** Returns that hash, or {@link CallDigest#NO_TEXT} if it is not known. */
  public long text() {
    return text;
  }

  /**
   * Sets a field to a slice of text, which must stay as it is until the next record; null and
   * absent have no text.
   */
  void set(int field, Kind kind, byte[] text, int start, int end) {
    fieldTwice |= kinds[field] != Kind.ABSENT;
    kinds[field] = kind;
    texts[field] = text;
    starts[field] = start;
    ends[field] = end;
  }

  Kind kind(int field) {
    return kinds[field];
  }

  byte[] bytes(int field) {
    return texts[field];
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  /** Whether one of the 14 names occurred more than once. */
  boolean fieldTwice() {
    return fieldTwice;
  }

  boolean hasText(int field) {
    return kinds[field] == Kind.STRING || kinds[field] == Kind.OTHER;
  }

  /** Returns the field's text, empty when it is absent or null. */
  public String text(int field) {
    return hasText(field)
        ? new String(
            texts[field], starts[field], ends[field] - starts[field], StandardCharsets.UTF_8)
        : "";
  }

  /** Whether the field is absent, null or only white space. */
  boolean isBlank(int field) {
    if (!hasText(field) || starts[field] == ends[field]) {
      return true;
    }
    byte first = texts[field][starts[field]];
    return (first < 0 || first <= ' ') && text(field).isBlank();
  }
}
