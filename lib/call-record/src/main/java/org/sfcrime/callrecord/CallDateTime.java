package org.sfcrime.callrecord;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Converts {@code yyyy-MM-dd'T'HH:mm:ss.SSS}, the wall-clock time of a call, to milliseconds since
 * 1970-01-01T00:00:00 of the same clock.
 *
 * <p>The records carry no zone. Because the time is read as UTC, every call keeps the hour that its
 * record shows, on every machine and in both nights when the clocks change. The parser is written
 * by hand: with a {@code DateTimeFormatter}, the date would take most of the time of checking a
 * call.
 */
public final class CallDateTime {
  /** The result for a text that is not a date-time; far outside the bounds of a call. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final long EARLIEST_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long AHEAD_MILLIS = Duration.ofDays(1).toMillis();
  private static final ZoneRules SAN_FRANCISCO = ZoneId.of("America/Los_Angeles").getRules();
  private static final byte[] FORM = "0000-00-00T00:00:00.000".getBytes(StandardCharsets.US_ASCII);

  private CallDateTime() {}

  /** Returns the time in milliseconds since 1970, or {@link #INVALID}. */
  public static long parse(String text) {
    return parse(Utf8.of(text));
  }

  /** Returns the time in milliseconds since 1970, or {@link #INVALID}. */
  static long parse(Utf8 text) {
    byte[] bytes = text.bytes();
    int from = text.from();
    if (text.length() != FORM.length || !hasForm(bytes, from)) {
      return INVALID;
    }
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return INVALID;
    }
    try {
      long day =
          LocalDate.of(
                  number(bytes, from, 4), number(bytes, from + 5, 2), number(bytes, from + 8, 2))
              .toEpochDay();
      return ((day * 24 + hour) * 60 + minute) * 60_000L
          + second * 1_000L
          + number(bytes, from + 20, 3);
    } catch (DateTimeException e) {
      return INVALID; // The calendar does not have this day.
    }
  }

  /**
   * Returns whether the time is from 2000-01-01 until one day after now, both as San Francisco's
   * clocks show them. A call of 2099 would move the watermark forever.
   *
   * @param millis the result of {@link #parse}
   * @param nowMillis the current time: milliseconds since 1970-01-01T00:00:00Z
   */
  static boolean isInBounds(long millis, long nowMillis) {
    // San Francisco is less than a day behind UTC, so most times need no time zone.
    return millis >= EARLIEST_MILLIS
        && (millis <= nowMillis || millis <= localMillis(nowMillis) + AHEAD_MILLIS);
  }

  private static long localMillis(long nowMillis) {
    ZoneOffset offset = SAN_FRANCISCO.getOffset(Instant.ofEpochMilli(nowMillis));
    return nowMillis + Duration.ofSeconds(offset.getTotalSeconds()).toMillis();
  }

  private static boolean hasForm(byte[] bytes, int from) {
    for (int i = 0; i < FORM.length; i++) {
      byte wanted = FORM[i];
      byte found = bytes[from + i];
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }
}
