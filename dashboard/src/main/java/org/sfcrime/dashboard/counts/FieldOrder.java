package org.sfcrime.dashboard.counts;

import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;

/**
 * Where the page shows the grouping fields of the counts: one field has the place of the crime
 * type, the other one that of the disposition.
 *
 * @param fields as in the topic or file
 * @param isSwapped whether the second field has the place of the crime type: if it is a crime type,
 *     or if the first one is the disposition
 */
public record FieldOrder(GroupFields fields, boolean isSwapped) {
  public static final FieldOrder USUAL = of(GroupFields.USUAL);

  static FieldOrder of(GroupFields fields) {
    boolean isTypeFirst = CrimeTypeNames.isCrimeType(fields.first());
    boolean isTypeSecond = fields.hasSecond() && CrimeTypeNames.isCrimeType(fields.second());
    boolean isDispositionFirst = fields.first().equals(GroupFields.DISPOSITION);
    return new FieldOrder(fields, !isTypeFirst && (isTypeSecond || isDispositionFirst));
  }

  /** The name of the field in the place of the crime type; null if it is the disposition only. */
  public String type() {
    return isSwapped ? fields.second() : fields.first();
  }

  /** The name of the field in the place of the disposition; null if there is no other field. */
  public String disposition() {
    return isSwapped ? fields.first() : fields.second();
  }

  /** Returns a count with its values in the other order, if the fields are swapped. */
  public CountRecord ordered(CountRecord count) {
    return isSwapped
        ? new CountRecord(
            count.windowStart(),
            count.windowEnd(),
            /* first= */ count.second(),
            /* second= */ count.first(),
            count.description(),
            count.count())
        : count;
  }
}
