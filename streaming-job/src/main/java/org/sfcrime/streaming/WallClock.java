package org.sfcrime.streaming;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sfcrime.callrecord.CallDateTime;

/** Writes San Francisco's wall-clock times, as {@link CallDateTime} reads them. */
public final class WallClock {
  private static final DateTimeFormatter DISPLAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private WallClock() {}

  /** {@code yyyy-MM-dd HH:mm:ss}, as windows are written everywhere. */
  public static String format(long millis) {
    return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, ZoneOffset.UTC)
        .format(DISPLAY);
  }
}
