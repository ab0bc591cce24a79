package org.sfcrime.dashboard.counts;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * San Francisco's wall clock as seconds: read as UTC, so that every call keeps the hour it shows.
 */
public final class WallClock {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private WallClock() {}

  /**
   * Reads {@code 2018-12-31 23:50:00}, also with a T and without the seconds.
   *
   * @throws java.time.DateTimeException if it is not such a text
   */
  public static long parse(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
  }

  public static String format(long second) {
    return FORMAT.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
  }

  /** Hours since Monday 00:00. */
  public static int hourOfWeek(long second) {
    // The epoch began on a Thursday.
    return (int) Math.floorMod(Math.floorDiv(second, 3600) + 3 * 24, 168L);
  }
}
