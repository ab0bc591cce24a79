package org.sfcrime.callrecord;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Converts the wall-clock time of a call to milliseconds since 1970-01-01T00:00:00 of the same
 * clock, and back to the form of the topic, {@code yyyy-MM-dd'T'HH:mm:ss.SSS}.
 *
 * <p>The records carry no zone. Because the time is read as UTC, every call keeps the hour that its
 * record shows, on every machine and in both nights when the clocks change. The form of the topic
 * is parsed by hand: with a {@code DateTimeFormatter}, the date would take most of the time of
 * checking a call. {@link SourceDateTime} parses the other forms.
 */
public final class CallDateTime {
  /** The result for a text that is not a date-time; far outside the bounds of a call. */
  public static final long INVALID = Long.MIN_VALUE;

  /** The result for a date-time with a zone or an offset. */
  public static final long WITH_ZONE = INVALID + 1;

  /** The result for a date without a time. */
  public static final long WITHOUT_TIME = INVALID + 2;

  /** The result for a number. */
  public static final long NUMBER = INVALID + 3;

  /** Number of bytes of a date-time in the form of the topic. */
  public static final int TOPIC_BYTES = 23;

  public static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  private static final long EARLIEST_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final ZoneRules SAN_FRANCISCO = ZoneId.of("America/Los_Angeles").getRules();
  private static final byte[] FORM = "0000-00-00T00:00:00.000".getBytes(StandardCharsets.US_ASCII);

  private CallDateTime() {}

  /**
   * Returns the time in milliseconds since 1970, or {@link #INVALID}, {@link #WITH_ZONE}, {@link
   * #WITHOUT_TIME} or {@link #NUMBER}.
   */
  public static long parse(String text) {
    return parse(Utf8.of(text));
  }

  /** Does the same for UTF-8. */
  public static long parse(Utf8 text) {
    if (!isTopicForm(text)) {
      return SourceDateTime.parse(text);
    }
    byte[] bytes = text.bytes();
    int from = text.from();
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    long day = day(number(bytes, from, 4), number(bytes, from + 5, 2), number(bytes, from + 8, 2));
    return millis(day, hour, minute, second, number(bytes, from + 20, 3));
  }

  /** Returns the midnight of a date without a time, or {@link #INVALID}. */
  public static long parseDate(Utf8 text) {
    return SourceDateTime.parseDate(text);
  }

  /** Returns whether the text has the digits and separators of the topic's form. */
  public static boolean isTopicForm(Utf8 text) {
    return text.length() == FORM.length && hasForm(text.bytes(), text.from());
  }

  /**
   * Writes a time in the form of the topic.
   *
   * @param millis milliseconds since 1970, in the years 0 to 9999
   * @param target gets {@link #TOPIC_BYTES} bytes
   */
  public static void format(long millis, byte[] target) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_PER_DAY));
    int ofDay = (int) Math.floorMod(millis, MILLIS_PER_DAY);
    System.arraycopy(FORM, 0, target, 0, FORM.length);
    put(date.getYear(), target, 0, 4);
    put(date.getMonthValue(), target, 5, 2);
    put(date.getDayOfMonth(), target, 8, 2);
    put(ofDay / 3_600_000, target, 11, 2);
    put(ofDay / 60_000 % 60, target, 14, 2);
    put(ofDay / 1_000 % 60, target, 17, 2);
    put(ofDay % 1_000, target, 20, 3);
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
        && (millis <= nowMillis || millis <= localMillis(nowMillis) + MILLIS_PER_DAY);
  }

  /** Returns the number of days since 1970, or {@link #INVALID} if the calendar has no such day. */
  static long day(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day).toEpochDay();
    } catch (DateTimeException e) {
      return INVALID;
    }
  }

  /** Returns the milliseconds since 1970, or {@link #INVALID} if there is no such time of day. */
  static long millis(long day, int hour, int minute, int second, int milli) {
    boolean isTime = hour <= 23 && minute <= 59 && second <= 59;
    return day == INVALID || !isTime
        ? INVALID
        : ((day * 24 + hour) * 60 + minute) * 60_000L + second * 1_000L + milli;
  }

  /**
   * Returns what San Francisco's clocks show, in the form of {@link #parse}.
   *
   * @param nowMillis milliseconds since 1970-01-01T00:00:00Z
   */
  public static long localMillis(long nowMillis) {
    ZoneOffset offset = SAN_FRANCISCO.getOffset(Instant.ofEpochMilli(nowMillis));
    return nowMillis + Duration.ofSeconds(offset.getTotalSeconds()).toMillis();
  }

  /** Returns when San Francisco's clocks show a time; the earlier moment if they show it twice. */
  public static Instant toInstant(long millis) {
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, ZoneOffset.UTC);
    return local.toInstant(SAN_FRANCISCO.getOffset(local));
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

  private static void put(int number, byte[] target, int at, int digits) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
