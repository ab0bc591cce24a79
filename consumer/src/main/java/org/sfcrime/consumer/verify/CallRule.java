package org.sfcrime.consumer.verify;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The rule by which a record is an accepted call; its checks run in a fixed order and the first
 * that fails names the reason.
 */
final class CallRule {
  /** The pattern yyyy-MM-dd'T'HH:mm:ss.SSS, with a 0 for each digit. */
  private static final String SHAPE = "0000-00-00T00:00:00.000";

  private static final long EARLIEST = 2000_01_01_00_00_00_000L;
  private static final Duration AHEAD = Duration.ofDays(1);

  private final InstantSource clock;
  private long latest;

  CallRule(InstantSource clock) {
    this.clock = clock;
    this.latest = latest();
  }

  /** Returns null if the fields are an accepted call, else the code of the reason. */
  String rejects(CallFields fields) {
    if (fields.fieldTwice()) {
      return Reasons.DUPLICATE_FIELD;
    }
    if (isOther(fields, CallFields.CRIME_ID)
        || isOther(fields, CallFields.CRIME_TYPE)
        || isOther(fields, CallFields.CALL_DATE_TIME)
        || isOther(fields, CallFields.DISPOSITION)) {
      return Reasons.WRONG_TYPE;
    }
    if (fields.isBlank(CallFields.CRIME_ID)) {
      return Reasons.MISSING_CRIME_ID;
    }
    if (fields.isBlank(CallFields.CALL_DATE_TIME)) {
      return Reasons.MISSING_CALL_DATE_TIME;
    }
    long time = callDateTime(fields);
    if (time < 0) {
      return Reasons.BAD_CALL_DATE_TIME;
    }
    if (time < EARLIEST || isAfterLatest(time)) {
      return Reasons.CALL_DATE_TIME_OUT_OF_BOUNDS;
    }
    return fields.isBlank(CallFields.CRIME_TYPE) ? Reasons.MISSING_CRIME_TYPE : null;
  }

  private static boolean isOther(CallFields fields, int field) {
    return fields.kind(field) == CallFields.Kind.OTHER;
  }

  private boolean isAfterLatest(long time) {
    if (time <= latest) {
      return false;
    }
    // The bound moves with the clock, which is only asked when it matters.
    latest = latest();
    return time > latest;
  }

  private long latest() {
    LocalDateTime bound = LocalDateTime.ofInstant(clock.instant().plus(AHEAD), ZoneOffset.UTC);
    long date = bound.getYear() * 10_000L + bound.getMonthValue() * 100L + bound.getDayOfMonth();
    long time = bound.getHour() * 10_000L + bound.getMinute() * 100L + bound.getSecond();
    return (date * 1_000_000L + time) * 1_000L + bound.getNano() / 1_000_000;
  }

  /**
   * Returns the digits of the call's date and time as one number, or -1 if there is no such date or
   * time.
   */
  private static long callDateTime(CallFields fields) {
    byte[] text = fields.bytes(CallFields.CALL_DATE_TIME);
    int start = fields.start(CallFields.CALL_DATE_TIME);
    if (fields.end(CallFields.CALL_DATE_TIME) - start != SHAPE.length()) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < SHAPE.length(); i++) {
      byte b = text[start + i];
      if (SHAPE.charAt(i) == '0') {
        if (b < '0' || b > '9') {
          return -1;
        }
        number = number * 10 + (b - '0');
      } else if (b != SHAPE.charAt(i)) {
        return -1;
      }
    }
    return isReal(number) ? number : -1;
  }

  private static boolean isReal(long number) {
    long seconds = number / 1_000;
    int year = (int) (seconds / 10_000_000_000L);
    int month = (int) (seconds / 100_000_000L % 100);
    int day = (int) (seconds / 1_000_000L % 100);
    return seconds / 10_000 % 100 < 24
        && seconds / 100 % 100 < 60
        && seconds % 100 < 60
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
  }
}
