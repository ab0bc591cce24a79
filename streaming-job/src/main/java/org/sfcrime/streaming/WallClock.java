package org.sfcrime.streaming;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * San Francisco's wall-clock times as milliseconds since 1970-01-01T00:00:00 on that same clock.
 *
 * <p>The records carry no zone. Read as if they were UTC, every call keeps the hour that its record
 * shows, on every machine and in both DST nights.
 */
final class WallClock {
  /** Returned by {@link #parse} for a text that is no date-time; far outside of every bound. */
  static final long UNPARSEABLE = Long.MIN_VALUE;

  private static final long EARLIEST_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long FUTURE_MILLIS = Duration.ofDays(1).toMillis();
  private static final byte[] SHAPE = "0000-00-00T00:00:00.000".getBytes(StandardCharsets.US_ASCII);
  private static final DateTimeFormatter DISPLAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private WallClock() {}

  /** Milliseconds of a {@code yyyy-MM-dd'T'HH:mm:ss.SSS} text, or {@link #UNPARSEABLE}. */
  static long parse(String text) {
    return parse(Utf8.of(text));
  }

  /** The same, of a text as it stands in a record. */
  static long parse(Utf8 text) {
    byte[] bytes = text.bytes();
    int from = text.from();
    if (text.length() != SHAPE.length || !hasShape(bytes, from)) {
      return UNPARSEABLE;
    }
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return UNPARSEABLE;
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
      return UNPARSEABLE; // a day that the calendar does not have
    }
  }

  /**
   * Whether a call may have happened then: from 2000-01-01 until one day after {@code nowMillis}. A
   * date in 2099 that passed would move the watermark for good.
   */
  static boolean isPlausible(long eventTimeMillis, long nowMillis) {
    return eventTimeMillis >= EARLIEST_MILLIS && eventTimeMillis <= nowMillis + FUTURE_MILLIS;
  }

  /** {@code yyyy-MM-dd HH:mm:ss}, as windows are written everywhere. */
  static String format(long millis) {
    return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, ZoneOffset.UTC)
        .format(DISPLAY);
  }

  private static boolean hasShape(byte[] bytes, int from) {
    for (int i = 0; i < SHAPE.length; i++) {
      byte wanted = SHAPE[i];
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
