package org.sfcrime.countrecord;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Converts between the text of a San Francisco wall-clock time and milliseconds since
 * 1970-01-01T00:00:00 on the same clock. Reading the text as if it were UTC keeps every call in the
 * hour that its record shows.
 */
public final class WallClock {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private WallClock() {}

  /**
   * Parses {@code 2018-12-31 23:50:00}; a {@code T} may replace the space, and the seconds may be
   * absent.
   *
   * @throws java.time.DateTimeException if the text has another form
   */
  public static long parse(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** Formats a time as {@code yyyy-MM-dd HH:mm:ss}, without the milliseconds. */
  public static String format(long millis) {
    return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, ZoneOffset.UTC)
        .format(FORMAT);
  }
}
