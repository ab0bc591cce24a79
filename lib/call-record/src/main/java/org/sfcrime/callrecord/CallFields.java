package org.sfcrime.callrecord;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The text of a call's fields. One instance is filled again for each record: a program reads half a
 * million calls a second, so a call is not an object of its own.
 */
public final class CallFields {
  private final Map<CallField, Utf8> texts = new EnumMap<>(CallField.class);

  /** The fields beyond the 14, by name. */
  private final Map<String, Utf8> further = new HashMap<>();

  private final Utf8[] all;
  private final Utf8 crimeId = new Utf8();
  private final Utf8 crimeType = new Utf8();
  private final Utf8 callDateTime = new Utf8();
  private final Utf8 disposition = new Utf8();

  /**
   * Creates the four fields that the pipeline reads, and more fields.
   *
   * @param more names in JSON; such a field is absent if its value is null, an object or an array
   */
  public CallFields(String... more) {
    for (String name : more) {
      CallField field = CallField.named(name);
      if (field == null) {
        further.put(name, new Utf8());
      } else {
        texts.put(field, new Utf8());
      }
    }
    texts.put(CallField.CRIME_ID, crimeId);
    texts.put(CallField.ORIGINAL_CRIME_TYPE_NAME, crimeType);
    texts.put(CallField.CALL_DATE_TIME, callDateTime);
    texts.put(CallField.DISPOSITION, disposition);
    all = Stream.concat(texts.values().stream(), further.values().stream()).toArray(Utf8[]::new);
  }

  /** Makes every field absent. */
  void clear() {
    for (Utf8 text : all) {
      text.set(null);
    }
  }

  /** Returns the text of a field, or null if the text of this field is not kept. */
  public Utf8 get(CallField field) {
    return texts.get(field);
  }

  /** Returns the text of the field with this name in JSON, or null if this text is not kept. */
  public Utf8 get(String name) {
    CallField field = CallField.named(name);
    return field == null ? further.get(name) : texts.get(field);
  }

  /** Whether fields are kept that are not among the 14 of {@link CallField}. */
  boolean hasFurther() {
    return !further.isEmpty();
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

  /** Returns {@code disposition}, the code as written; empty if the record has none. */
  public Utf8 disposition() {
    return disposition;
  }
}
