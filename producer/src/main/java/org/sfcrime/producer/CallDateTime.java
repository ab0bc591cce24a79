package org.sfcrime.producer;

import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * Reads {@code yyyy-MM-dd'T'HH:mm:ss.SSS}, the wall-clock time of a call, as if it were UTC.
 *
 * <p>Taking the clock as it is written keeps the hour that the record shows in both nights on which
 * the clocks change. By hand, because a formatter would take most of the time of checking a call.
 */
final class CallDateTime {
  /** What the text is if it is not a real date-time. */
  static final long INVALID = Long.MIN_VALUE;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final String FORM = "0000-00-00T00:00:00.000";
  private static final String FRACTION = ".000";
  private static final long MILLIS_PER_DAY = 86_400_000;

  private CallDateTime() {}

  /** Returns milliseconds since 1970, or {@link #INVALID}. */
  static long parse(String text) {
    if (!hasForm(text, FORM)) {
      return INVALID;
    }
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
      return INVALID;
    }
    YearMonth yearMonth = YearMonth.of(number(text, 0, 4), month);
    if (day > yearMonth.lengthOfMonth()) {
      return INVALID;
    }
    int seconds = (hour * 60 + minute) * 60 + second;
    return yearMonth.atDay(day).toEpochDay() * MILLIS_PER_DAY
        + seconds * 1000L
        + number(text, 20, 23);
  }

  /** Returns whether the time is from 2000 on and at most a day after {@code now}. */
  static boolean isInBounds(long millis, Instant now) {
    return millis >= EARLIEST.toEpochMilli()
        && millis <= now.plus(1, ChronoUnit.DAYS).toEpochMilli();
  }

  /** Returns the text with {@code .000} appended if only the fraction is missing. */
  static String withFraction(String text) {
    boolean lacksFraction = hasForm(text, FORM.substring(0, FORM.length() - FRACTION.length()));
    return lacksFraction ? text + FRACTION : text;
  }

  private static boolean hasForm(String text, String form) {
    if (text.length() != form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char wanted = form.charAt(i);
      char c = text.charAt(i);
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int result = 0;
    for (int i = from; i < to; i++) {
      result = result * 10 + text.charAt(i) - '0';
    }
    return result;
  }
}
